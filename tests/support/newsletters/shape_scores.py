"""How many items of a shape are found with their headline and with their takeaway, label left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.ingest.publication_memory import PublicationMemory
from archive.models import Draft, Item, Source
from archive.readers import read_documents
from archive.splitting import split_document, survey
from tests.support.newsletters.shapes import SampleItem, Shape, ShapedIssue, issues_in


@dataclass(frozen=True, slots=True)
class ShapeScore:
    """The items of a shape's issues, those right, what was found beside them, and what was missed."""

    name: str
    items: int
    headlines: int
    takeaways: int
    extra: int
    missed: tuple[str, ...]


def score_shape(shape: Shape, first: int) -> ShapeScore:
    """Read and split a shape's issues as files of one publication; `first` is that of `issues_in`."""
    issues = issues_in(shape, first)
    drafts = _drafts(issues)
    items = [item for issue in issues for item in issue.items]
    found = [pair for issue, draft in zip(issues, drafts, strict=True) for pair in _pairs(issue, draft)]
    return ShapeScore(
        name=shape.name,
        items=len(items),
        headlines=sum(item is not None for _, item in found),
        takeaways=sum(_takeaway_is_right(want, item) for want, item in found),
        extra=sum(len(draft.items) for draft in drafts) - len(items),
        missed=tuple(_misses(found)),
    )


def _drafts(issues: Sequence[ShapedIssue]) -> list[Draft]:
    surveys = [survey(read_documents(Source(issue.name, "", issue.data))[0]) for issue in issues]
    memory = PublicationMemory()
    for one in surveys:
        memory.learn(one)
    return [split_document(one, memory) for one in surveys]


def _pairs(issue: ShapedIssue, draft: Draft) -> Iterator[tuple[SampleItem, Item | None]]:
    """Each sample item with the item that has its headline, its number left out."""
    by_headline = {_words(item.headline): item for item in draft.items}
    for number, want in enumerate(issue.items, 1):
        words = _words(want.headline)
        yield want, by_headline.get(words) or by_headline.get((str(number), *words))


def _takeaway_is_right(want: SampleItem, item: Item | None) -> bool:
    return item is not None and _words(item.takeaway) == _words(want.judgement)


def _misses(found: Sequence[tuple[SampleItem, Item | None]]) -> Iterator[str]:
    for want, item in found:
        if item is None:
            yield f"no item “{want.headline}”"
        elif not _takeaway_is_right(want, item):
            yield f"takeaway “{item.takeaway[:60]}” of “{want.headline}”"


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.casefold()))
