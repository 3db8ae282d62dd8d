"""The view model of a whole issue: all its items as published, by section, with what stands around them."""

import re
from calendar import day_name, month_abbr, month_name
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.views import date_text
from app.views.context import AppContext
from app.views.item import ItemView, ParagraphView, item_view, plain_paragraphs
from app.views.result_views import issue_label, issue_url
from archive.models import Issue, IssueHead, PlacedItem
from index.query.nodes import Everything

_WORD = re.compile(r"\w+")
_MONTHS = frozenset(name for names in (month_name, month_abbr, day_name) for name in names)


@dataclass(frozen=True, slots=True)
class IssueHeadView:
    """An issue in a list; `name` is what it is called beside its date, `titled` if that is its own."""

    id: str
    url: str
    label: str
    name: str
    titled: bool
    date_short: str
    title: str
    number: str
    publication_id: str
    publication: str
    date: date
    date_text: str
    place: str
    item_count: int


@dataclass(frozen=True, slots=True)
class SectionView:
    """Items that follow one another under one section heading, "" for none."""

    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue as its page and the API show it."""

    head: IssueHeadView
    sections: tuple[SectionView, ...]
    front_matter: tuple[ParagraphView, ...]
    back_matter: tuple[ParagraphView, ...]
    source_name: str
    source: str


def issue_view(context: AppContext, issue: Issue) -> IssueView:
    """All of an issue."""
    views = [(item, item_view(context, PlacedItem(item, issue.head), Everything())) for item in issue.items]
    sections = groupby(views, key=lambda pair: pair[0].section)
    return IssueView(
        head=issue_head_view(issue.head),
        sections=tuple(SectionView(title, tuple(view for _, view in pairs)) for title, pairs in sections),
        front_matter=plain_paragraphs(issue.front_matter),
        back_matter=plain_paragraphs(issue.back_matter),
        source_name=issue.head.source_name,
        source=issue.head.source,
    )


def issue_head_view(head: IssueHead) -> IssueHeadView:
    """An issue without its items."""
    return IssueHeadView(
        id=head.id,
        url=issue_url(head.id),
        label=issue_label(head),
        name=_name(head),
        titled=_is_titled(head),
        date_short=date_text.short(head.date),
        title=head.title,
        number=head.number,
        publication_id=head.publication.id,
        publication=head.publication.title,
        date=head.date,
        date_text=date_text.long(head.date),
        place=head.place,
        item_count=head.item_count,
    )


def _name(head: IssueHead) -> str:
    """The issue's own title or its publication's, with the number if that is not in it."""
    title = head.title if _is_titled(head) else head.publication.title
    return f"{title} {head.number}" if head.number and head.number not in title else title


def _is_titled(head: IssueHead) -> bool:
    """Whether the issue has a title that says more than its publication, number and date."""
    added = head.title.removeprefix(head.publication.title)
    return any(word.isalpha() and word not in _MONTHS for word in _WORD.findall(added))
