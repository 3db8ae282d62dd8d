"""The weights by which sections are divided into items: their fit, and figures of kinds left out of it.

    python -m benchmarks.divisions [--ablation] [--fit] [--also DIR...]

A kind is a folder with `files/` and `gold.jsonl`, the issues of one publication. Each kind of
`$BRIEFINGS_SHARED/data/newsletters` (default: `../shared`) is left out of the fit in turn, and its issues
are split with the weights of the others. `--ablation` does so again without one group of features after the
other; `--fit` writes the weights that ship. All fits also see the four archives of `benchmarks.splitting`,
the samples of the tests, and the kinds in the folders of `--also`.
"""
