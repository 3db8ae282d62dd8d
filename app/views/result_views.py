"""View models of items in lists: search results and similar items; and of tags."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from app.views import date_text
from app.views.facet_vocabulary import FacetVocabulary
from app.views.marked_text import Piece, last_characters, pieces
from app.views.search_state import SearchState
from archive.derived_headline import ELLIPSIS, continuation, derive_headline
from archive.models import IssueHead, PlacedItem, Tag
from archive.takeaway_label import without_label
from index.facet_values import NAME_FACETS
from index.highlight import snippets
from index.query.nodes import Everything, Node

_MAX_TAGS = 5
_ROLE_TEXTS = {
    "actor": "acting",
    "scene": "the scene",
    "mentioned": "only mentioned",
    "dateline": "only the dateline",
}
_needs_no_quoting = re.compile(r"[a-z0-9-]*", re.ASCII).fullmatch


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag of an item: its label, the search for it, the words that earned it, its role and its strength.

    `role` is a person's office or what part a region has, and `role_text` says the latter to readers.
    `other_evidence` is the evidence without the name's own words, as readers see it.
    """

    value: str
    label: str
    url: str
    evidence: tuple[str, ...] = ()
    role: str = ""
    strength: float = 1.0
    role_text: str = ""
    other_evidence: str = ""

    @property
    def evidence_text(self) -> str:
        """The words that earned the tag, as readers see them."""
        return ", ".join(self.evidence)


@dataclass(frozen=True, slots=True)
class SnippetView:
    """The passage of an item that answers a query; `slices` are the matches in `text`."""

    text: str
    slices: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """An item as a list shows it; `takeaway` is without a label of its own, `takeaway_text` as published."""

    id: str
    url: str
    headline: tuple[Piece, ...]
    date: date
    date_text: str
    place: str
    issue_id: str
    issue_url: str
    publication: str
    section: str
    score: float
    topics: tuple[TagView, ...]
    regions: tuple[TagView, ...]
    more_tags: int
    snippet: SnippetView | None
    takeaway: tuple[Piece, ...]
    takeaway_text: str


def result_view(
    placed: PlacedItem,
    vocabulary: FacetVocabulary,
    *,
    node: Node | None = None,
    q: str = "",
    score: float = 0.0,
) -> ResultView:
    """The view of one item found by `node`, which `q` says in words."""
    item, issue, node = placed.item, placed.issue, node or Everything()
    headline = headline_of(placed)
    topics = tag_views("topic", item.topics, vocabulary)
    regions = tag_views("region", item.regions, vocabulary)
    return ResultView(
        id=item.id,
        url=item_url(item.id, q),
        headline=highlighted(headline, node, "headline"),
        date=issue.date,
        date_text=date_text.short(issue.date),
        place=issue.place,
        issue_id=issue.id,
        issue_url=f"{issue_url(issue.id)}#{_quoted(item.id)}",
        publication=issue.publication.title,
        section=item.section,
        score=score,
        topics=topics,
        regions=regions,
        more_tags=max(0, len(regions) - _MAX_TAGS),
        snippet=_snippet(headline, item.body, node),
        takeaway=unlabelled(item.takeaway, highlighted(item.takeaway, node, "takeaway")),
        takeaway_text=item.takeaway,
    )


def tag_views(facet: str, tags: Iterable[Tag], vocabulary: FacetVocabulary) -> tuple[TagView, ...]:
    """The tags as links, strongest first."""
    ordered = sorted(tags, key=lambda tag: -tag.strength)
    return tuple(
        TagView(
            tag.value,
            vocabulary.label(facet, tag.value),
            _tag_url(facet, tag.value),
            tag.evidence,
            tag.role,
            tag.strength,
            _ROLE_TEXTS.get(tag.role, "") if facet == "region" else "",
            ", ".join(word for word in tag.evidence if facet not in NAME_FACETS or word != tag.value),
        )
        for tag in ordered
    )


def highlighted(text: str, node: Node, field: str) -> tuple[Piece, ...]:
    """A text with what the query matched in it; nothing for no text."""
    return pieces(text, snippets.highlights(text, node, field)) if text else ()


def unlabelled(takeaway: str, shown: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces of a takeaway without the label that opens it: pages and command print their own."""
    rest = without_label(takeaway)
    return shown if len(rest) == len(takeaway) else last_characters(shown, len(rest))


def headline_of(placed: PlacedItem) -> str:
    """The headline, or the first sentence of an item without one."""
    return headline_or_start(placed.item.headline, placed.item.text)


def headline_or_start(headline: str, text: str) -> str:
    """`headline`, or else one made of `text`."""
    return headline or derive_headline(text) or "Untitled"


def item_url(id_: str, q: str = "") -> str:
    """The address of an item, with the words to mark in it."""
    return f"/items/{_quoted(id_)}{_query_string(q)}"


def issue_url(id_: str) -> str:
    """The address of an issue."""
    return f"/issues/{_quoted(id_)}"


def issue_label(issue: IssueHead) -> str:
    """An issue as it is cited: `Weekly China Insight, 6 February 2026`."""
    title, number = issue.publication.title, issue.number
    return f"{title}{f' {number}' if number and number not in title else ''}, {date_text.long(issue.date)}"


def _quoted(id_: str) -> str:
    return id_ if _needs_no_quoting(id_) else quote(id_)


@lru_cache(maxsize=20_000)
def _tag_url(facet: str, value: str) -> str:
    return SearchState().add(facet, value).url()


@lru_cache(maxsize=256)
def _query_string(q: str) -> str:
    return f"?{urlencode({'q': q})}" if q else ""


def _snippet(headline: str, body: str, node: Node) -> SnippetView | None:
    """The passage of a text that answers best, out of what its headline does not say already."""
    said = continuation(headline, body)
    rest = body[said:].lstrip()
    if not rest:
        return None
    cut = snippets.snippet(rest, node)
    within_sentence = bool(said) and headline.endswith(ELLIPSIS)
    return SnippetView(
        cut.text, cut.slices, pieces(cut.text, cut.slices), cut.cut_before or within_sentence, cut.cut_after
    )
