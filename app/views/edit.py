"""The view model of the edit form: an item's fields as text, where it can be split or joined, its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten

from app import corrections
from app.corrections import LIST_FIELDS
from app.views.context import AppContext
from app.views.history import LABELS, HistoryEntry, history_entries
from app.views.item import Neighbour, neighbours
from app.views.result_views import headline_of, item_url
from archive.models import Edit, Issue, PlacedItem

_FACETS = {"topics": "topic", "regions": "region"}
_MAX_EXCERPT_LENGTH = 90
_MIN_ROWS, _MAX_ROWS = 2, 8


@dataclass(frozen=True, slots=True)
class EditableField:
    """A field as text, one value per line; `was` is its text before, `corrected` if an edit of it stands."""

    name: str
    label: str
    text: str
    many: bool
    corrected: bool
    was: str

    @property
    def rows(self) -> int:
        """The number of lines that its text box shows."""
        lines = self.text.count("\n") + 1 if self.many else len(self.text) // _MAX_EXCERPT_LENGTH + 1
        return min(max(lines, _MIN_ROWS), _MAX_ROWS)


@dataclass(frozen=True, slots=True)
class EditFormView:
    """The form for one item; `cuts` are the numbers and starts of its paragraphs from the second on."""

    id: str
    url: str
    title: str
    fields: tuple[EditableField, ...]
    cuts: tuple[tuple[int, str], ...]
    others: tuple[Neighbour, ...]
    history: tuple[HistoryEntry, ...]
    reason: str = ""


def edit_form_view(context: AppContext, id_: str, sent: Mapping[str, str]) -> EditFormView:
    """The forms of an item that is there, with what was `sent` in them."""
    placed = context.store.item(id_)
    assert isinstance(placed, PlacedItem)  # noqa: S101 - the caller has looked
    item, issue = placed.item, context.store.issue(placed.issue.id)
    history = context.store.history(id_)
    standing = {each.field for each in history if each.value is not None}
    standing -= {each.field for each in history if each.value is None and _is_last(each, history)}
    others = neighbours(issue.items, id_) if isinstance(issue, Issue) else ()
    return EditFormView(
        id=id_,
        url=item_url(id_),
        title=headline_of(placed),
        fields=tuple(_field(context, placed, name, name in standing, sent) for name in corrections.FIELDS),
        cuts=tuple(
            (number, shorten(p.text, _MAX_EXCERPT_LENGTH, placeholder="…"))
            for number, p in enumerate(item.paragraphs, 1)
            if number > 1
        ),
        others=tuple(other for other in others if not other.current),
        history=history_entries(history),
        reason=sent.get("reason", ""),
    )


def _field(
    context: AppContext, placed: PlacedItem, name: str, corrected: bool, sent: Mapping[str, str]
) -> EditableField:
    value = corrections.current_value(placed.item, name)
    facet = _FACETS.get(name)
    labels = [context.vocabulary.label(facet, each) if facet else each for each in value]
    text = value if isinstance(value, str) else "\n".join(labels)
    was = sent.get(f"was-{name}", text)
    return EditableField(name, LABELS[name], sent.get(name, text), name in LIST_FIELDS, corrected, was)


def _is_last(each: Edit, history: Iterable[Edit]) -> bool:
    return [other for other in history if other.field == each.field][-1] is each
