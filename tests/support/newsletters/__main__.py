"""Write made-up newsletters: a folder a publication, with `files/` and `gold.jsonl`.

A folder is named after its seed, format, family and opening. The files are for
`briefings parse OUT/<kind>/files/* --jsonl`.
"""

import argparse
import json
from pathlib import Path

from tests.support.newsletters import generate, layout_of


def main() -> None:
    """Write the publications of all seeds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="0-199", help="first and last; default: 0-199")
    parser.add_argument("--issues", type=int, default=6, help="of each publication; default: 6")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        _write(options.out, seed, options.issues)


def _write(out: Path, seed: int, issues: int) -> None:
    layout = layout_of(seed)
    folder = out / f"{seed:04d}-{layout.format}-{layout.family}-{layout.opening}"
    (folder / "files").mkdir(parents=True, exist_ok=True)
    lines = []
    for issue in generate(seed, issues):
        (folder / "files" / issue.name).write_bytes(issue.data)
        lines.append(json.dumps(issue.gold, ensure_ascii=False) + "\n")
    (folder / "gold.jsonl").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
