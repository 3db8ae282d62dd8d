"""The view model of the review queue: each doubt with the item as split and the source beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.views import date_text
from app.views.context import AppContext
from app.views.result_views import headline_or_start, issue_label, issue_url, item_url
from archive.errors import BriefingsError
from archive.ingest.excerpts import Excerpt, excerpt
from archive.models import HeldIssue, Issue, Item
from archive.store import DoubtedIssue

DOUBTS_PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class DoubtView:
    """One thing in doubt: an item or, where `headline` is "", an issue, with the reasons for it.

    `texts` is what came out, `source` the blocks it came from; `unreadable` says why there are none.
    """

    id: str
    url: str
    headline: str
    issue: str
    issue_url: str
    original_url: str
    source_name: str
    words: str
    reasons: tuple[str, ...]
    texts: tuple[str, ...]
    source: tuple[Excerpt, ...]
    unreadable: str


@dataclass(frozen=True, slots=True)
class HeldView:
    """An issue that waits for a date."""

    source_name: str
    reason: str
    guess: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One page of the queue; the addresses of its neighbours are "" where there is none."""

    doubts: tuple[DoubtView, ...]
    held: tuple[HeldView, ...]
    count: int
    page: int
    pages: int
    previous: str
    next: str


def review_view(context: AppContext, page: int) -> ReviewView:
    """The `page`-th page of what there is to review, from 1; a page beyond the last is the last."""
    entries = [entry for doubted in context.store.doubted_issues() for entry in _entries(doubted)]
    pages = max(1, -(-len(entries) // DOUBTS_PER_PAGE))
    page = min(page, pages)
    shown = entries[(page - 1) * DOUBTS_PER_PAGE : page * DOUBTS_PER_PAGE]
    return ReviewView(
        doubts=tuple(_doubt_view(context, *entry) for entry in shown),
        held=tuple(map(_held_view, context.store.held_issues())) if page == pages else (),
        count=len(entries),
        page=page,
        pages=pages,
        previous=f"/review?page={page - 1}" if page > 1 else "",
        next=f"/review?page={page + 1}" if page < pages else "",
    )


def _entries(doubted: DoubtedIssue) -> Iterator[tuple[DoubtedIssue, int, tuple[str, ...]]]:
    """Each place in doubt of an issue with the reasons, the issue itself (0) first."""
    for position in sorted({doubt.position for doubt in doubted.doubts}):
        yield doubted, position, tuple(d.reason for d in doubted.doubts if d.position == position)


def _doubt_view(
    context: AppContext, doubted: DoubtedIssue, position: int, reasons: tuple[str, ...]
) -> DoubtView:
    head = doubted.issue
    issue = context.store.issue(head.id)
    items = issue.items if isinstance(issue, Issue) else ()
    name = doubted.ids.get(position, "")
    item = next((one for one in items if name and one.id == name), None)
    texts = [item.headline, *(p.text for p in item.paragraphs)] if item else []
    excerpts, unreadable = _excerpt(context, head.source, doubted.part, texts)
    return DoubtView(
        id=item.id if item else head.id,
        url=item_url(item.id) if item else issue_url(head.id),
        headline=headline_or_start(item.headline, item.text) if item else "",
        issue=issue_label(head),
        issue_url=issue_url(head.id),
        original_url=f"{issue_url(head.id)}/source",
        source_name=head.source_name,
        words=_word_counts(doubted),
        reasons=reasons,
        texts=tuple(p.text for p in item.paragraphs) if item else _headlines(items),
        source=excerpts,
        unreadable=unreadable,
    )


def _excerpt(
    context: AppContext, sha256: str, part: str, texts: Sequence[str]
) -> tuple[tuple[Excerpt, ...], str]:
    try:
        return excerpt(context.store.source(sha256), part, texts), ""
    except BriefingsError as error:
        return (), str(error)


def _headlines(items: Sequence[Item]) -> tuple[str, ...]:
    return tuple(f"{item.position}. {headline_or_start(item.headline, item.text)}" for item in items)


def _word_counts(doubted: DoubtedIssue) -> str:
    words = doubted.accounting
    if words is None:
        return ""
    total = words.items + words.matter + words.nowhere
    return f"{total:,} words: {words.items:,} in items, {words.matter:,} in matter, {words.nowhere:,} nowhere"


def _held_view(issue: HeldIssue) -> HeldView:
    name = f"{issue.source_name} [{issue.part}]" if issue.part else issue.source_name
    return HeldView(name, issue.reason, date_text.long(issue.guess) if issue.guess else "")
