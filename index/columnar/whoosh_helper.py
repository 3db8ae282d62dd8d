"""The process that helps to build an index: `python -m index.columnar.whoosh_helper FOLDER DESCRIPTOR`."""

import sys
from pathlib import Path

from index.columnar.building import help_out
from index.columnar.whoosh_writing import Writing
from index.whoosh_storage import DurableStorage


def main(folder: str, descriptor: str) -> None:
    """Write segments into the folder, of what comes through the socket."""
    writing = Writing(DurableStorage(Path(folder)))
    help_out(int(descriptor), writing.write, writing.made)


if __name__ == "__main__":
    main(*sys.argv[1:])
