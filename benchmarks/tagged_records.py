"""Records of retrieval sets as index documents, tagged as an archive tags its items: a day is an issue.

Records without a date are no news (the classic sets hold abstracts of articles) and get no tags, so that on
those sets words alone are measured.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from archive.models import Draft, IssueHead, Item, Paragraph, PlacedItem, Publication
from archive.tagging import SHIPPED_TAGGER
from benchmarks.retrieval_sets import Record
from index.documents import IndexDocument
from index.mapping import index_document

_PUBLICATION = Publication("set", "Set")


def tagged_documents(records: Iterable[Record]) -> Iterator[IndexDocument]:
    """The documents of records, by day; a title is the headline, a text the body."""
    for day, of_day in groupby(sorted(records, key=_day), key=_day):
        items = [
            Item(id=record.id, headline=record.title, paragraphs=(Paragraph(record.text),))
            for record in of_day
        ]
        head = IssueHead("", _PUBLICATION, day)
        for item in items if day == date.min else _tagged(items, day):
            yield index_document(PlacedItem(item, replace(head, id=item.id)))


def tagged_query(query: Record) -> IndexDocument:
    """A query as a document of its own, tagged by its text alone."""
    return next(tagged_documents([query]))


def _tagged(items: Sequence[Item], day: date) -> Sequence[Item]:
    return SHIPPED_TAGGER.tag(Draft(_PUBLICATION.title, day, tuple(items))).items


def _day(record: Record) -> date:
    return record.day
