"""Stories that break off and go on further below: the notes that say so, and the pieces put together."""

import re
from collections.abc import Sequence

from archive.document import Block
from archive.splitting.parts import Parts, Story

_MARK = r"(?:continued|cont['’]?d?\.?|fortsetzung|suite|continuación|continuação)"
_NOTE = re.compile(
    rf"\W*(?:\(?article )?{_MARK}(?:\s+(?:below|above|(?:on|from|at) .{{1,30}}|next page))?\W*", re.IGNORECASE
)
_HEADLINE = re.compile(rf"\W*(?:[(\[–—,:-]\s*){_MARK}(?:\s+from .{{1,30}})?\W*$", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def notes_of_continuation(blocks: Sequence[Block]) -> frozenset[int]:
    """The places of lines that say nothing but that a story goes on elsewhere."""
    return frozenset(at for at, block in enumerate(blocks) if block.text and _NOTE.fullmatch(block.text))


def joined(parts: Parts) -> Parts:
    """The parts with each story that says it is continued put to the one of the same headline above it."""
    found: dict[str, int] = {}
    stories: list[Story] = []
    for story in parts.stories:
        title = story.heading.text if story.heading else ""
        name, goes_on = _name(_HEADLINE.sub("", title)), bool(_HEADLINE.search(title))
        if story.heading and goes_on and name in found:
            before = stories[found[name]]
            stories[found[name]] = Story(
                (*before.blocks, *story.blocks), before.heading, before.sections, before.story_path
            )
            parts.back.append(story.heading)
            parts.reasons.append(f"“{title}” put to the story that it goes on from")
        else:
            if name:
                found.setdefault(name, len(stories))
            stories.append(story)
    parts.stories = stories
    return parts


def _name(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))
