"""The survey of an issue: its masthead, its day and its traits, all that can be told before it is split.

A batch is surveyed first and split then, so that its issues are judged by one another whatever their order.
"""

from dataclasses import dataclass, replace

from archive.document import Block, BlockKind, Document
from archive.models import Traits
from archive.profiles.records import Profile
from archive.splitting.by_profile import date_in_figures
from archive.splitting.fingerprints import fingerprints
from archive.splitting.furniture import split_off_head, split_off_tail
from archive.splitting.headlines import Way, mark, ways_of
from archive.splitting.masthead import Masthead, read_masthead
from archive.splitting.masthead.issue_date import Dated, date_issue
from archive.splitting.masthead.publication_name import named_by_all
from archive.splitting.openings import with_openings
from archive.splitting.parts import outline
from archive.splitting.shape import shape_of

_TRUSTED = ("dateline", "front matter")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a document says of itself; `ways` are those in which its headlines could be marked."""

    document: Document
    masthead: Masthead
    dated: Dated
    publication: str
    ways: tuple[Way, ...]
    traits: Traits
    profile: Profile | None = None

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks below the masthead."""
        return self.document.blocks[self.masthead.length :]


def survey(document: Document, profile: Profile | None = None) -> Survey:
    """Survey a document; `profile` is that of its publication. Empty blocks are left out from here on."""
    blocks = with_openings(tuple(filter(_says_something, document.blocks)))
    document = replace(document, blocks=blocks)
    masthead = read_masthead(document)
    publication = (profile.title if profile else "") or named_by_all(masthead.publication, document.name)
    body = document.blocks[masthead.length :]
    start, end = ends(body, masthead)
    ways = ways_of(body[start:end])
    marked = mark(body[start:end], ways)
    told = shape_of(outline(marked.blocks)).told()
    traits = Traits(fingerprints(body), told, marked.way)
    dated = _dated(document, masthead, profile)
    return Survey(document, masthead, dated, publication, ways, traits, profile)


def _dated(document: Document, masthead: Masthead, profile: Profile | None) -> Dated:
    """The day; dates in figures count only in the order that a profile gives, and after a date in words."""
    dated = date_issue(document, masthead)
    if dated.day and dated.origin in _TRUSTED:
        return dated
    day = date_in_figures(document, profile)
    if day is None:
        return dated
    return replace(
        dated,
        day=day,
        origin="dateline",
        guess=None,
        reason=f"dated {day} in figures, read as its profile says",
    )


def ends(blocks: tuple[Block, ...], masthead: Masthead) -> tuple[int, int]:
    """Where the news begin and end among the blocks below the masthead."""
    start, end = split_off_head(blocks), split_off_tail(blocks)
    if start >= end:
        return (0, 0) if masthead.length else (0, len(blocks))
    return start, end


def _says_something(block: Block) -> bool:
    return block.kind is BlockKind.RULE or bool(block.text.strip())
