"""Newsletters made up by chance: layouts, features and texts combined from a seed, each with its gold.

`generate(seed)` gives the issues of one publication as files, with the gold that a parser is held to. All
choices are independent, so that seeds make shapes without end; what was tuned on them must be judged on real
newsletters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.newsletters.formats import FORMATS
from tests.support.newsletters.gold import gold_item
from tests.support.newsletters.issues import Press, told_stories
from tests.support.newsletters.layout import Layout

__all__ = ["MadeIssue", "generate", "layout_of"]


@dataclass(frozen=True, slots=True)
class MadeIssue:
    """A file, and its gold: file, publication, date, items, no_items."""

    name: str
    data: bytes
    gold: Mapping[str, Any]


def generate(seed: int, issues: int = 6) -> list[MadeIssue]:
    """The issues of one made-up publication."""
    press = Press(seed)
    drawn = FORMATS[press.layout.format](seed, None)
    made = []
    for composed in press.compose(issues):
        nodes = drawn.prepare(composed.nodes)
        stem = (
            composed.day.isoformat() if press.layout.names_files_by_date else f"issue-{composed.number:03d}"
        )
        gold = {
            "file": f"{stem}{drawn.suffix}",
            "publication": composed.publication,
            "date": composed.day.isoformat(),
            "items": [gold_item(told) for told in told_stories(press.layout, composed, nodes)],
            "no_items": list(composed.no_items),
        }
        made.append(MadeIssue(f"{stem}{drawn.suffix}", drawn.draw(composed, nodes), gold))
    return made


def layout_of(seed: int) -> Layout:
    """The layout of a seed's publication."""
    return Press(seed).layout
