"""A partition of an issue's blocks into stories and matter; stories that are continued below are joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.document import Block
from archive.models import Candidate

_CONTINUED = r"(?:continued|cont['’]?d?\.?|fortsetzung|suite|continuación|continuação)"
_CONTINUATION_NOTE = re.compile(
    rf"\W*(?:\(?article )?{_CONTINUED}(?:\s+(?:below|above|(?:on|from|at) .{{1,30}}|next page))?\W*",
    re.IGNORECASE,
)
_CONTINUED_HEADLINE = re.compile(
    rf"\W*(?:[(\[–—,:-]\s*){_CONTINUED}(?:\s+from .{{1,30}})?\W*$", re.IGNORECASE
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks that become one item; `heading` is its headline if that is a block by itself."""

    blocks: tuple[Block, ...]
    heading: Block | None = None
    sections: tuple[str, ...] = ()
    story_path: tuple[str, ...] = ()


@dataclass(slots=True)
class Partition:
    """How the blocks are divided; every block is in one story, in front or back matter, or names a section.

    `reasons` say in plain words why; `candidates` are the divisions that were compared.
    """

    stories: list[Story] = field(default_factory=list)
    front: list[Block] = field(default_factory=list)
    back: list[Block] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)

    def set_aside(self, *blocks: Block) -> None:
        """Add blocks of no story: to the front matter before the first story, to the back matter after it."""
        (self.back if self.stories else self.front).extend(blocks)


def find_continuation_notes(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of lines that only say that a story is continued elsewhere."""
    return frozenset(
        at for at, block in enumerate(blocks) if block.text and _CONTINUATION_NOTE.fullmatch(block.text)
    )


def join_continued_stories(partition: Partition) -> Partition:
    """Append each story whose headline says "continued" to the story of the same headline above it."""
    places: dict[str, int] = {}
    stories: list[Story] = []
    for story in partition.stories:
        title = story.heading.text if story.heading else ""
        name, is_continued = (
            _name(_CONTINUED_HEADLINE.sub("", title)),
            bool(_CONTINUED_HEADLINE.search(title)),
        )
        if story.heading and is_continued and name in places:
            before = stories[places[name]]
            stories[places[name]] = Story(
                (*before.blocks, *story.blocks), before.heading, before.sections, before.story_path
            )
            partition.back.append(story.heading)
            partition.reasons.append(f"“{title}” put to the story that it goes on from")
        else:
            if name:
                places.setdefault(name, len(stories))
            stories.append(story)
    partition.stories = stories
    return partition


def _name(title: str) -> str:
    return " ".join(_WORD.findall(title.casefold()))
