"""Sphinx's settings for the documentation site, which `make docs` builds into build/docs.

The site is made of the files that are there: the pages in docs/, and README, CONTRIBUTING, DECISIONS and
CHANGELOG, which small pages here include. Links in those four lead from the top of the checkout.
"""

import re
from pathlib import Path

from sphinx.application import Sphinx

project = "Briefings"
author = "Briefings contributors"
copyright = "2026, Briefings contributors"  # noqa: A001 - Sphinx's name
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["*.py"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Briefings"
html_show_sourcelink = False
html_copy_source = False
nitpicky = True

_FROM_THE_TOP = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "DECISIONS.md": "decisions.md",
    "CHANGELOG.md": "changelog.md",
}


def _lead_from_docs(app: Sphinx, path: Path, parent: str, content: list[str]) -> None:  # noqa: ARG001 - an event
    """Turn the links of a file at the top of the checkout into links from docs/."""

    def target(link: re.Match[str]) -> str:
        return "](" + _FROM_THE_TOP.get(link[1], link[1].removeprefix("docs/"))

    content[0] = re.sub(r"\]\(([^)#\s:]+)", target, content[0])


def setup(app: Sphinx) -> None:
    """Connect to the reading of included files."""
    app.connect("include-read", _lead_from_docs)
