"""The columnar codec: how a segment is written in bulk, merged, and read as memory-mapped arrays.

`container` is the file, `vocabulary` a sorted dictionary of strings in it. `chunks` and `gathering` turn
documents into arrays, `inverting` sorts these into postings, `writing` lays them out, `merging` does the same
from segments. `segment` reads. The `whoosh_*` modules show all of it to Whoosh. `docs/index-files.md` has it.
"""
