"""Runs the measures of `benchmarks.tagging`: all of them, or those named."""

import argparse
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from benchmarks import tagging


def main() -> None:
    """Run the measures."""
    known = sorted(m.name for m in pkgutil.iter_modules(tagging.__path__) if not m.name.startswith("_"))
    parser = argparse.ArgumentParser(description=tagging.__doc__)
    parser.add_argument("measures", nargs="*", metavar="NAME", help=f"of {', '.join(known)}; default: all")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print up to N that are wrong")
    options = parser.parse_args()
    unknown = [name for name in options.measures if name not in known]
    if unknown:
        parser.error(f"no measure is called {unknown[0]}: there are {', '.join(known)}")
    for name in options.measures or known:
        print(f"== {name}", flush=True)
        import_module(f"benchmarks.tagging.{name}").measure(tagging.shared_data(), options)


if __name__ == "__main__":
    main()
