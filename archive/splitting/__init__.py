"""Splitting: a Document's blocks become a Draft, an issue with its items, and the reasons for it.

In order: the masthead and the day are read, what the publication repeats and other furniture are set apart,
headline lines are found, the outline is built, and each section is told as stories, which become items. What
the publication's other issues did comes from whoever calls, as `Knowledge`.
"""

from collections.abc import Sequence
from dataclasses import replace

from archive.dates import find_name_date
from archive.document import Block, BlockKind, Document
from archive.models import Draft, Item, Paragraph
from archive.profiles.records import Profile
from archive.splitting.accounting import account
from archive.splitting.by_profile import skipped, tell_by_marks, with_sections, with_topics
from archive.splitting.candidates import tell_best
from archive.splitting.continuations import joined, notes_of_continuation
from archive.splitting.doubts import UNFIT, doubts_of
from archive.splitting.fingerprints import repeated
from archive.splitting.furniture import sponsored
from archive.splitting.habits import Habits, Knowledge, no_knowledge
from archive.splitting.headlines import Marked, mark, ways_of
from archive.splitting.items import item_of, paragraphs_of
from archive.splitting.masthead.language import language_of
from archive.splitting.parts import Parts, Story, outline
from archive.splitting.plain import tell_between_rules, tell_paragraphs
from archive.splitting.pre_separated import split_separated
from archive.splitting.shape import shape_of
from archive.splitting.survey import Survey, ends, survey
from archive.splitting.takeaway import mark_takeaways
from archive.vocabularies import SHIPPED, Vocabularies

__all__ = ["Knowledge", "Survey", "no_knowledge", "split", "survey"]


def split(
    issue: Document | Survey,
    knowledge: Knowledge = no_knowledge,
    *,
    profile: Profile | None = None,
    vocabularies: Vocabularies = SHIPPED,
) -> Draft:
    """Make a draft issue of a document; never fails on content. The date is None where none was found.

    `profile` is that of the document's publication; a survey brings its own. Topics that the
    items of a separated document name are those of the vocabularies.
    """
    if isinstance(issue, Survey):
        return _split(issue, knowledge)
    if issue.source_items:
        return _checked(issue, _titled(split_separated(issue, vocabularies), profile))
    return _split(survey(issue, profile), knowledge)


def _split(surveyed: Survey, knowledge: Knowledge) -> Draft:
    masthead, dated, document = surveyed.masthead, surveyed.dated, surveyed.document
    parts = _take_apart(surveyed, knowledge(surveyed.publication, dated.day or dated.guess))
    profile = surveyed.profile
    language = (profile.language if profile else "") or language_of(document.metadata, _text(document))
    stories = [story for story in parts.stories if any(block.text for block in story.blocks)]
    items = tuple(item_of(story, number, language) for number, story in enumerate(stories, 1))
    items, closing = mark_takeaways(items, profile)
    items = tuple(with_topics(item, profile) for item in items)
    draft = Draft(
        publication=surveyed.publication,
        date=dated.day,
        items=items,
        date_origin=dated.origin,
        date_guess=dated.guess,
        place=masthead.place or dated.place,
        title=masthead.title,
        number=masthead.number,
        language=language,
        front_matter=paragraphs_of(parts.front),
        back_matter=(*paragraphs_of(parts.back), *map(Paragraph, document.back_matter)),
        reasons=(dated.reason, *parts.reasons, *_no_items(items), *closing),
        part=document.part,
        candidates=tuple(parts.candidates),
        traits=surveyed.traits,
    )
    return _checked(document, _titled(draft, profile))


def _titled(draft: Draft, profile: Profile | None) -> Draft:
    """The draft under the title and the short name that a profile gives to its publication."""
    if profile is None:
        return draft
    return replace(
        draft,
        publication=profile.title or draft.publication,
        publication_id=profile.id,
        date_order=profile.date_order,
    )


def _checked(document: Document, draft: Draft) -> Draft:
    """The draft with its words accounted for, and what there is to doubt in it."""
    told = account(document, draft)
    lost = (f"{told.nowhere} of its words landed nowhere; please report it with the file",)
    draft = replace(draft, accounting=told, warnings=lost if told.nowhere else ())
    named = find_name_date(document.name)
    return replace(draft, doubts=doubts_of(draft, given=bool(document.source_items), named=named))


def _take_apart(surveyed: Survey, habits: Habits) -> Parts:
    """Masthead, repeated lines and furniture off, and the rest as stories."""
    head, body = surveyed.document.blocks[: surveyed.masthead.length], surveyed.body
    profile = surveyed.profile
    again = (
        repeated(body, habits.lines) | skipped(body, profile) | sponsored(body) | notes_of_continuation(body)
    )
    kept = tuple(block for at, block in enumerate(body) if at not in again) if again else body
    start, end = ends(kept, surveyed.masthead)
    news = kept[start:end]
    parts = tell_by_marks(news, profile)
    if parts is None:
        habits = with_sections(habits, profile)
        parts = _tell(surveyed, mark(news, ways_of(news) if again else surveyed.ways, habits), habits)
        parts.reasons += [UNFIT] if profile and profile.marks.mark_stories else []
    first = next((at for at in range(len(body)) if at not in again), len(body))
    parts = joined(parts)
    parts.front[:0] = [*head, *body[:first], *kept[:start]]
    parts.back += [*kept[end:], *(body[at] for at in sorted(again) if at >= first)]
    if again:
        parts.reasons.append(f"{_blocks(len(again))} set apart: sponsors, notes, or what most issues repeat")
    return parts


def _tell(surveyed: Survey, marked: Marked, habits: Habits) -> Parts:
    """The blocks as stories, with what else they could have been."""
    parts = tell_between_rules(marked.blocks)
    if parts is None and _is_plain(marked.blocks):
        parts = tell_paragraphs(marked.blocks) or _whole(surveyed.document, marked.blocks)
    elif parts is None:
        root = outline(marked.blocks)
        parts = tell_best(root, shape_of(root, habits))
    parts.candidates[:0] = marked.candidates
    parts.reasons[:0] = marked.reasons
    return parts


def _is_plain(blocks: Sequence[Block]) -> bool:
    """Whether there is neither a heading, nor a list, nor a bold lead to go by."""
    return not any(block.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM) or block.lead for block in blocks)


def _whole(document: Document, blocks: Sequence[Block]) -> Parts:
    parts = Parts(reasons=["one item: nothing in the text sets stories apart"] if blocks else [])
    if blocks:
        heading = Block(BlockKind.HEADING, document.title, 1) if document.title else None
        parts.stories.append(Story(tuple(blocks), heading))
    return parts


def _no_items(items: tuple[Item, ...]) -> tuple[str, ...]:
    return () if items else ("no items: nothing stands between the masthead and the closing lines",)


def _blocks(count: int) -> str:
    return "one block" if count == 1 else f"{count} blocks"


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)
