"""How well items are tagged, one measure a module: `python -m benchmarks.tagging [NAME...]`.

Each module of this package has a function `measure(data, options)` that prints its figures; `data` is the
folder of the sets, `$BRIEFINGS_SHARED/data` (default: `../shared/data`). A missing set is skipped, with a
message of one line.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LABELS = ROOT / "tests" / "archive" / "tagging" / "labels"


def shared_data() -> Path:
    """The folder of the sets."""
    return Path(os.environ.get("BRIEFINGS_SHARED") or ROOT.parent / "shared") / "data"
