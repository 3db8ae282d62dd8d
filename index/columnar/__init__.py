"""The columnar codec: how a segment is written in bulk, merged, and read as memory-mapped arrays.

`container` is the file; `arrays` and `term_dictionary` say how numbers and strings lie in it.

Writing: `segment_writer` takes documents in batches. `batch` compresses their texts and inverts them:
`token_ids` turns texts into the numbers of words (`token_hash` looks up many at once, `lexicon` holds them),
`inverter` sorts these into posting lists. `helper_process` does the same in a second process.
`document_buffer` holds the rest of a segment to be; `columns` and `posting_lists` lay out its arrays.

Merging: `merger` makes one segment of several, `merge_policy` says of which. Reading: `segment`.
`docs/index-files.md` draws all of it, `index.engines.whoosh` shows it to Whoosh.
"""
