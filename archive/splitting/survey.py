"""The survey of an issue: its masthead, its date and its traits, which are known before it is split.

All issues of a batch are surveyed before the first is split, so that each is judged by all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from archive.document import Block, BlockKind, Document
from archive.models import Traits
from archive.profiles.profile import Profile
from archive.splitting.divisions.choice import evidence_of, score_sections
from archive.splitting.fingerprints import fingerprints
from archive.splitting.furniture import split_off_head, split_off_tail
from archive.splitting.habits import NO_HABITS
from archive.splitting.headlines import HeadlineStrategy, headline_strategies, mark_headlines
from archive.splitting.leads import with_leads
from archive.splitting.lines.divided_titles import with_joined_titles
from archive.splitting.masthead import Masthead, read_masthead
from archive.splitting.masthead.issue_date import IssueDate, find_issue_date
from archive.splitting.masthead.name_evidence import choose_name
from archive.splitting.masthead.shared_name import NamedIssue, agree
from archive.splitting.outline import build_outline
from archive.splitting.profile_rules import date_in_figures

_MAX_HEADING_LENGTH = 60  # characters; a longer heading is news
_TRUSTED_ORIGINS = ("dateline", "front matter")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a document says of itself; `headline_strategies` are those that fit it."""

    document: Document
    masthead: Masthead
    issue_date: IssueDate
    publication: str
    headline_strategies: tuple[HeadlineStrategy, ...]
    traits: Traits
    profile: Profile | None = None

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks below the masthead."""
        return self.document.blocks[self.masthead.length :]


def survey(document: Document, profile: Profile | None = None) -> Survey:
    """Survey a document; `profile` is that of its publication. The survey's document has no empty blocks."""
    blocks = with_leads(with_joined_titles(tuple(filter(_has_content, document.blocks))))
    document = replace(document, blocks=blocks)
    masthead = read_masthead(document)
    publication = (profile.title if profile else "") or choose_name(masthead.names, document.name)
    body = document.blocks[masthead.length :]
    start, end = news_range(body, masthead)
    strategies = headline_strategies(body[start:end])
    marked = mark_headlines(body[start:end], strategies)
    sections = score_sections(build_outline(marked.blocks), NO_HABITS)
    traits = Traits(fingerprints(body), evidence_of(sections), marked.strategy)
    issue_date = _issue_date(document, masthead, profile)
    return Survey(document, masthead, issue_date, publication, strategies, traits, profile)


def _issue_date(document: Document, masthead: Masthead, profile: Profile | None) -> IssueDate:
    """The date of an issue; a date in figures counts only if a profile says in which order to read it."""
    issue_date = find_issue_date(document, masthead)
    if issue_date.day and issue_date.origin in _TRUSTED_ORIGINS:
        return issue_date
    day = date_in_figures(document, profile)
    if day is None:
        return issue_date
    return replace(
        issue_date,
        day=day,
        origin="dateline",
        guess=None,
        reason=f"dated {day} in figures, read as its profile says",
    )


def with_shared_names(surveys: Sequence[Survey]) -> list[Survey]:
    """The surveys with the names of publications on which those of a folder agree.

    An issue whose profile or metadata name its publication keeps that name.
    """
    folders: dict[PurePath, list[int]] = {}
    for at, one in enumerate(surveys):
        folders.setdefault(PurePath(one.document.name).parent, []).append(at)
    named = list(surveys)
    for places in folders.values():
        agreed = agree([NamedIssue(surveys[at].masthead.names, _marks(surveys[at])) for at in places])
        for at, names in zip(places, agreed, strict=True):
            if not surveys[at].profile:
                publication = choose_name(names, surveys[at].document.name)
                named[at] = replace(surveys[at], publication=publication)
    return named


def _marks(surveyed: Survey) -> frozenset[str]:
    """What issues of one publication have in common: short headings, and lines that can be boilerplate."""
    texts = (block.text for block in surveyed.document.blocks if block.kind is BlockKind.HEADING)
    headings = {text.casefold() for text in texts if len(text) <= _MAX_HEADING_LENGTH}
    return surveyed.traits.lines | headings


def news_range(blocks: tuple[Block, ...], masthead: Masthead) -> tuple[int, int]:
    """The start and end of the news among the blocks below the masthead."""
    start, end = split_off_head(blocks), split_off_tail(blocks)
    if start >= end:
        return (0, 0) if masthead.length else (0, len(blocks))
    return start, end


def _has_content(block: Block) -> bool:
    return block.kind is BlockKind.RULE or bool(block.text.strip())
