"""`python -m benchmarks.shapes`: the items of the sample archive in other shapes, found again.

Nineteen shapes of fifteen items each are listed in `tests/support/newsletters/shapes.toml`; `--made` adds
shapes that are combined by chance. Printed are headlines and takeaways that are right, and items too many.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.newsletters.shape_scores import ShapeScore, score_shape
from tests.support.newsletters.shapes import Shape, listed_shapes, made_shapes


def main() -> None:
    """Score all shapes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made", default="0-59", help="seeds of shapes made by chance; default: 0-59")
    parser.add_argument("--verbose", action="store_true", help="print what was missed")
    options = parser.parse_args()
    first, _, last = options.made.partition("-")
    _measure("listed shapes", listed_shapes(), verbose=options.verbose)
    _measure("made shapes", made_shapes(range(int(first), int(last or first) + 1)), verbose=options.verbose)


def _measure(title: str, shapes: Iterable[Shape], *, verbose: bool) -> None:
    scores = [score_shape(shape, at) for at, shape in enumerate(shapes)]
    for score in (score for score in scores if verbose):
        _print_one(score)
    items = sum(score.items for score in scores)
    headlines, takeaways = (
        sum(getattr(score, name) for score in scores) for name in ("headlines", "takeaways")
    )
    print(
        f"{title}: headlines {headlines} and takeaways {takeaways} of {items} right, "
        f"{sum(max(0, score.extra) for score in scores)} items too many"
    )


def _print_one(score: ShapeScore) -> None:
    print(f"  {score.name}: {score.headlines}, {score.takeaways} of {score.items}; {score.extra:+d}")
    for miss in score.missed[:3]:
        print(f"    {miss}")


if __name__ == "__main__":
    main()
