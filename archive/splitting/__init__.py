"""Splitting: a Document becomes a Draft, an issue with its items and the reasons for how it was split.

The steps: read the masthead and the date; remove boilerplate and other furniture; find headline lines; build
the outline; partition its sections into stories; make an item of each story. The caller passes a
`HabitsLookup`, which gives the habits of the publication's other issues.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.dates import find_name_date
from archive.document import Block, BlockKind, Document
from archive.models import Draft, Item, Paragraph
from archive.profiles.profile import Profile
from archive.splitting.accounting import account_for_words
from archive.splitting.candidates import best_partition
from archive.splitting.divisions.choice import Scored, choices, score_sections
from archive.splitting.doubts import UNFIT, doubts_of
from archive.splitting.fingerprints import find_repeated
from archive.splitting.furniture import find_sponsored
from archive.splitting.habits import Habits, HabitsLookup, no_habits
from archive.splitting.headlines import MarkedBlocks, headline_strategies, mark_headlines
from archive.splitting.items import build_item, paragraphs_of
from archive.splitting.masthead.language import language_of
from archive.splitting.outline import Section, build_outline
from archive.splitting.partition import Partition, Story, find_continuation_notes, join_continued_stories
from archive.splitting.plain_paragraphs import partition_between_rules, partition_paragraphs
from archive.splitting.profile_rules import (
    find_boilerplate,
    partition_by_marks,
    with_section_rule,
    with_topics,
)
from archive.splitting.source_items import split_source_items
from archive.splitting.survey import Survey, news_range, survey, with_shared_names
from archive.splitting.takeaway import mark_takeaways
from archive.vocabularies import SHIPPED, Vocabularies

__all__ = [
    "HabitsLookup",
    "IssueOutline",
    "Survey",
    "no_habits",
    "outline_issue",
    "split_document",
    "survey",
    "with_shared_names",
]


@dataclass(frozen=True, slots=True)
class IssueOutline:
    """The outline of an issue, its sections with their scores, and the habits that they are divided by."""

    root: Section
    sections: tuple[Scored, ...]
    habits: Habits


def split_document(
    issue: Document | Survey,
    lookup: HabitsLookup = no_habits,
    *,
    profile: Profile | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> Draft:
    """Make a draft issue of a document; never fails on content. The date is None if none was found.

    `lookup` gives the habits of a publication. `profile` is that of the document's publication; a survey has
    its own. The topics that source items name are looked up in the vocabularies.
    """
    if isinstance(issue, Survey):
        return _split(issue, lookup)
    if issue.source_items:
        return _checked(issue, _titled(split_source_items(issue, vocabularies), profile))
    return _split(survey(issue, profile), lookup)


def _split(surveyed: Survey, lookup: HabitsLookup) -> Draft:
    masthead, issue_date, document = surveyed.masthead, surveyed.issue_date, surveyed.document
    partition = _partition(surveyed, lookup(surveyed.publication, issue_date.day or issue_date.guess))
    profile = surveyed.profile
    language = (profile.language if profile else "") or language_of(document.metadata, _text(document))
    stories = [story for story in partition.stories if any(block.text for block in story.blocks)]
    items = tuple(build_item(story, number, language) for number, story in enumerate(stories, 1))
    items, closing = mark_takeaways(items, profile)
    items = tuple(with_topics(item, profile) for item in items)
    draft = Draft(
        publication=surveyed.publication,
        date=issue_date.day,
        items=items,
        date_origin=issue_date.origin,
        date_guess=issue_date.guess,
        place=masthead.place or issue_date.place,
        title=masthead.title,
        number=masthead.number,
        language=language,
        front_matter=paragraphs_of(partition.front),
        back_matter=(*paragraphs_of(partition.back), *map(Paragraph, document.back_matter)),
        reasons=(issue_date.reason, *partition.reasons, *_no_items(items), *closing),
        part=document.part,
        candidates=tuple(partition.candidates),
        traits=surveyed.traits,
    )
    return _checked(document, _titled(draft, profile))


def _titled(draft: Draft, profile: Profile | None) -> Draft:
    """The draft with the title, short name and date order that a profile gives to its publication."""
    if profile is None:
        return draft
    return replace(
        draft,
        publication=profile.title or draft.publication,
        publication_id=profile.id,
        date_order=profile.date_order,
    )


def _checked(document: Document, draft: Draft) -> Draft:
    """The draft with the accounting of its words, and with its doubts."""
    accounting = account_for_words(document, draft)
    lost = (f"{accounting.nowhere} of its words landed nowhere; please report it with the file",)
    draft = replace(draft, accounting=accounting, warnings=lost if accounting.nowhere else ())
    name_date = find_name_date(document.name)
    return replace(
        draft, doubts=doubts_of(draft, from_source=bool(document.source_items), name_date=name_date)
    )


def _partition(surveyed: Survey, habits: Habits) -> Partition:
    """The partition of all blocks: masthead and furniture are matter, the news between them are stories."""
    head, body = surveyed.document.blocks[: surveyed.masthead.length], surveyed.body
    profile = surveyed.profile
    removed = _removed(surveyed, habits)
    kept, start, end = _news(surveyed, removed)
    news = kept[start:end]
    partition = partition_by_marks(news, profile)
    if partition is None:
        habits = with_section_rule(habits, profile)
        partition = _partition_news(surveyed.document, _marked(surveyed, news, removed, habits), habits)
        partition.reasons += [UNFIT] if profile and profile.marks.mark_stories else []
    first = next((at for at in range(len(body)) if at not in removed), len(body))
    partition = join_continued_stories(partition)
    partition.front[:0] = [*head, *body[:first], *kept[:start]]
    partition.back += [*kept[end:], *(body[at] for at in sorted(removed) if at >= first)]
    if removed:
        partition.reasons.append(
            f"{_blocks(len(removed))} set apart: sponsors, notes, or what most issues repeat"
        )
    return partition


def _removed(surveyed: Survey, habits: Habits) -> frozenset[int]:
    """The indexes of the blocks below the masthead that are no news, whatever the rest is."""
    body = surveyed.body
    return (
        find_repeated(body, habits.lines)
        | find_boilerplate(body, surveyed.profile)
        | find_sponsored(body)
        | find_continuation_notes(body)
    )


def _marked(
    surveyed: Survey, news: tuple[Block, ...], removed: frozenset[int], habits: Habits
) -> MarkedBlocks:
    """The news with headlines as headings; what was found in the survey holds if nothing was removed."""
    strategies = headline_strategies(news) if removed else surveyed.headline_strategies
    return mark_headlines(news, strategies, habits)


def _news(surveyed: Survey, removed: frozenset[int]) -> tuple[tuple[Block, ...], int, int]:
    """The blocks below the masthead that are kept, and where the news among them begin and end."""
    kept = tuple(block for at, block in enumerate(surveyed.body) if at not in removed)
    return (kept, *news_range(kept, surveyed.masthead))


def outline_issue(surveyed: Survey, lookup: HabitsLookup = no_habits) -> IssueOutline | None:
    """The outline by which an issue is split, whatever its profile marks; None if it has no structure."""
    habits = lookup(surveyed.publication, surveyed.issue_date.day or surveyed.issue_date.guess)
    removed = _removed(surveyed, habits)
    kept, start, end = _news(surveyed, removed)
    news = kept[start:end]
    blocks = _marked(surveyed, news, removed, habits).blocks
    if partition_between_rules(blocks) is not None or _is_plain(blocks):
        return None
    root = build_outline(blocks)
    return IssueOutline(root, tuple(score_sections(root, habits)), habits)


def _partition_news(document: Document, marked: MarkedBlocks, habits: Habits) -> Partition:
    """The partition of blocks whose headlines are marked, by the first kind of structure that they have."""
    partition = partition_between_rules(marked.blocks)
    if partition is None and _is_plain(marked.blocks):
        partition = partition_paragraphs(marked.blocks) or _whole(document, marked.blocks)
    elif partition is None:
        root = build_outline(marked.blocks)
        sections = score_sections(root, habits)
        partition = best_partition(root, sections, choices(sections, habits))
    partition.candidates[:0] = marked.candidates
    partition.reasons[:0] = marked.reasons
    return partition


def _is_plain(blocks: Sequence[Block]) -> bool:
    """Whether the blocks have no heading, no list and no bold lead."""
    return not any(block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) or block.lead for block in blocks)


def _whole(document: Document, blocks: Sequence[Block]) -> Partition:
    partition = Partition(reasons=["one item: nothing in the text sets stories apart"] if blocks else [])
    if blocks:
        heading = Block(BlockKind.HEADING, document.title, 1) if document.title else None
        partition.stories.append(Story(tuple(blocks), heading))
    return partition


def _no_items(items: tuple[Item, ...]) -> tuple[str, ...]:
    return () if items else ("no items: nothing stands between the masthead and the closing lines",)


def _blocks(count: int) -> str:
    return "one block" if count == 1 else f"{count} blocks"


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)
