"""View models as JSON: the same that the pages print, under names that programs can rely on."""

from collections.abc import Iterable
from typing import Any

from app.views.facets import FacetView, ValueView
from app.views.issue import IssueHeadView, IssueView
from app.views.item import EventView, ItemPage, ItemView, Neighbour, ParagraphView
from app.views.marked_text import Piece
from app.views.result_views import ResultView, SnippetView, TagView
from app.views.search import LinkView, SearchView
from app.views.upcoming import UpcomingEventView, UpcomingView

Json = dict[str, Any]


def search(view: SearchView) -> Json:
    """A search with its answer."""
    return {
        "query": view.q,
        "total": view.total,
        "page": view.page,
        "pages": view.pages,
        "span": list(view.dates) if view.dates else None,
        "repairs": list(view.repairs),
        "notes": list(view.notes),
        "expansions": [{"typed": e.typed, "besides": e.added} for e in view.expansions],
        "as_typed_url": view.as_typed_url or None,
        "did_you_mean": _choice(view.did_you_mean) if view.did_you_mean else None,
        "rescues": [_choice(rescue) for rescue in view.rescues],
        "filters": [
            {"field": c.field, "value": c.value, "label": c.label, "exclude": c.excluded} for c in view.chips
        ],
        "results": [result(r) for r in view.results],
        "facets": facets(view.facets),
        "revision": view.revision,
        "url": view.url,
    }


def facets(views: Iterable[FacetView]) -> Json:
    """The values of each facet, those above before those below; of names the first ones alone."""
    return {view.name: [_value(value) for value in view.values] for view in views}


def result(view: ResultView) -> Json:
    """An item in a list."""
    return {
        "id": view.id,
        "headline": _text(view.headline),
        "url": f"/items/{view.id}",
        "date": view.date.isoformat(),
        "place": view.place,
        "issue": view.issue_id,
        "publication": view.publication,
        "section": view.section,
        "score": round(view.score, 6),
        "topics": _tags(view.topics),
        "regions": _tags(view.regions),
        "snippet": _snippet(view.snippet) if view.snippet else None,
        "takeaway": view.takeaway_text,
    }


def upcoming(view: UpcomingView) -> Json:
    """What is expected, by its days."""
    return {
        "from": view.first.isoformat(),
        "query": view.q,
        "total": view.total,
        "page": view.page,
        "pages": view.pages,
        "repairs": list(view.repairs),
        "expected": [_upcoming_event(each) for day in view.days for each in day.events],
        "revision": view.revision,
    }


def _upcoming_event(view: UpcomingEventView) -> Json:
    return {
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "text": view.words,
        "precision": view.precision,
        "sentence": _text(view.sentence),
        "item": {"id": view.item_id, "headline": view.headline, "url": view.item_url},
        "issue": {"id": view.issue_id, "label": view.issue_label, "date": view.issued.isoformat()},
    }


def item(view: ItemView) -> Json:
    """A whole item."""
    return {
        "id": view.id,
        "url": view.url,
        "headline": view.title,
        "section": view.section,
        "story_path": list(view.story_path),
        "paragraphs": [_paragraph(p) for p in view.paragraphs],
        "text": view.text,
        "text_after_headline": view.text_after_headline,
        "takeaway": view.takeaway,
        "language": view.language,
        "source_url": view.source_url,
        "extra": dict(view.extra),
        "links": [link.url for link in view.links],
        "topics": _tags(view.topics, evidence=True),
        "regions": _tags(view.regions, evidence=True, role=True, strength=True),
        "people": _tags(view.people, evidence=True, role=True),
        "organisations": _tags(view.organisations, evidence=True),
        "event_dates": [_event(event) for event in view.events],
        "date": view.date.isoformat(),
        "place": view.place,
        "publication": {"id": view.publication_id, "title": view.publication},
        "issue": {"id": view.issue_id, "label": view.issue_label, "url": f"/issues/{view.issue_id}"},
        "position": view.position,
    }


def item_page(view: ItemPage) -> Json:
    """An item with its neighbours, repeats and those like it; `similar` is null without an index."""
    return {
        **item(view.item),
        "previous": _neighbour(view.previous),
        "next": _neighbour(view.next),
        "corrections": [
            {
                "field": each.field,
                "value": each.value,
                "editor": each.editor,
                "at": each.at.isoformat(),
                "reason": each.reason,
            }
            for each in view.history
        ],
        "repeats": [
            {
                "id": repeat.id,
                "url": repeat.url,
                "headline": repeat.headline,
                "issue": repeat.issue_label,
                "date": repeat.date.isoformat(),
                "earlier": repeat.earlier,
            }
            for repeat in view.repeats.all
        ],
        "similar": None if view.similar is None else [result(r) for r in view.similar],
    }


def head(view: IssueHeadView) -> Json:
    """An issue in a list."""
    return {
        "id": view.id,
        "url": view.url,
        "label": view.label,
        "title": view.title,
        "number": view.number,
        "publication": {"id": view.publication_id, "title": view.publication},
        "date": view.date.isoformat(),
        "place": view.place,
        "item_count": view.item_count,
    }


def issue(view: IssueView) -> Json:
    """A whole issue."""
    return {
        **head(view.head),
        "front_matter": [_paragraph(p) for p in view.front_matter],
        "items": [item(i) for section in view.sections for i in section.items],
        "back_matter": [_paragraph(p) for p in view.back_matter],
        "source": {"name": view.source_name, "sha256": view.source},
    }


def _value(view: ValueView) -> Json:
    return {
        "value": view.value,
        "label": view.label,
        "count": view.count,
        "parent": view.parent or None,
        "selected": view.selected,
        "excluded": view.excluded,
        "url": view.url,
    }


def _snippet(view: SnippetView) -> Json:
    return {
        "text": view.text,
        "highlights": [[start, end] for start, end in view.slices],
        "cut_before": view.cut_before,
        "cut_after": view.cut_after,
    }


def _paragraph(view: ParagraphView) -> Json:
    links, place = [], 0
    for piece in view.pieces:
        if piece.url:
            links.append({"url": piece.url, "start": place, "end": place + len(piece.text)})
        place += len(piece.text)
    return {"text": _text(view.pieces), "depth": view.depth, "takeaway": view.takeaway, "links": links}


def _tags(
    views: Iterable[TagView], *, evidence: bool = False, role: bool = False, strength: bool = False
) -> list[Json]:
    return [
        {
            "value": v.value,
            "label": v.label,
            **({"evidence": list(v.evidence)} if evidence else {}),
            **({"role": v.role} if role else {}),
            **({"strength": v.strength} if strength else {}),
        }
        for v in views
    ]


def _choice(view: LinkView) -> Json:
    return {"label": view.label, "url": view.url, "count": view.count}


def _event(view: EventView) -> Json:
    return {
        "first": view.first.isoformat(),
        "last": view.last.isoformat(),
        "text": view.words,
        "precision": view.precision,
        "ahead": view.ahead,
        "sentence": view.sentence,
    }


def _neighbour(view: Neighbour | None) -> Json | None:
    return {"id": view.id, "headline": view.headline, "url": view.url} if view else None


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
