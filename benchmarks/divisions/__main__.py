"""Runs `benchmarks.divisions`: the figures of kinds left out, the ablation, or the fit."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from archive.splitting.divisions import weights as shipped_module
from archive.splitting.divisions.weights import Weights
from benchmarks import divisions
from benchmarks.divisions.fit import Problem
from benchmarks.divisions.kinds import JUDGED_WEIGHT, Kind, archives, newsletters, samples
from benchmarks.divisions.leave_out import Figures, ablation, in_sample, left_out, real, shipped
from benchmarks.divisions.questions import questions_of

_ROOT = Path(__file__).parents[2]
_WEIGHTS = Path(shipped_module.__file__).parent / "weights.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit if asked to, else print the figures."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=divisions.__doc__, formatter_class=raw)
    parser.add_argument("--fit", action="store_true", help="write the weights that ship")
    parser.add_argument("--ablation", action="store_true", help="leave groups of features out as well")
    parser.add_argument("--also", nargs="*", type=Path, default=[], metavar="DIR", help="further kinds")
    options = parser.parse_args(arguments)
    data = Path(os.environ.get("BRIEFINGS_SHARED") or _ROOT.parent / "shared") / "data"
    judged = list(newsletters(data / "newsletters", JUDGED_WEIGHT))
    if not judged:
        print(f"left out: there are no newsletters with gold in {data}", file=sys.stderr)
        return 0
    further = [kind for folder in options.also for kind in newsletters(folder)]
    kinds = [*judged, *further, *archives(data), samples()]
    problem = Problem([questions_of(kind) for kind in kinds])
    print(f"fitted on {len(kinds)} kinds, {sum(len(kind.issues) for kind in kinds)} issues", flush=True)
    if options.fit:
        _write(problem.fit())
        return 0
    _print_kinds(problem, real(judged))
    if options.ablation:
        _print_ablation(problem, real(judged))
    return 0


def _write(weights: Weights) -> None:
    text = json.dumps(dict(weights.values), ensure_ascii=False, indent=0, sort_keys=True)
    _WEIGHTS.write_text(text + "\n", encoding="utf-8")
    print(f"wrote {len(weights.values)} weights to {_WEIGHTS.relative_to(_ROOT)}")


def _print_kinds(problem: Problem, kinds: Sequence[Kind]) -> None:
    """A line for each kind, and the means: F1 of items, and issues wholly right of all."""
    columns = [left_out(problem, kinds), in_sample(problem, kinds), shipped(kinds)]
    print(f"\n{'':16}{'left out':>16}{'in sample':>16}{'as shipped':>16}")
    for kind in kinds:
        found = [figures.verdicts[kind.name] for figures in columns]
        print(f"{kind.name:16}" + "".join(_cell(one.f1, one.whole, one.issues) for one in found))
    print(f"{'mean F1, whole':16}" + "".join(_total(figures) for figures in columns), flush=True)


def _print_ablation(problem: Problem, kinds: Sequence[Kind]) -> None:
    print("\nleft out, without the features of")
    for group, figures in ablation(problem, kinds):
        print(f"{group:30}{_total(figures)}", flush=True)


def _total(figures: Figures) -> str:
    return _cell(figures.f1, figures.whole, figures.issues)


def _cell(f1: float, whole: int, issues: int) -> str:
    return f"{f1:.3f} {whole:3}/{issues}".rjust(16)


if __name__ == "__main__":
    sys.exit(main())
