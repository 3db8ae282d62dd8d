"""The engine on Whoosh: its schema, segments, locks and codec, over the columns of `index.columnar`."""
