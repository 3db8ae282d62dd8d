"""View models of an item's history: the corrections, splits and joins that editors made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten

from app.views import date_text
from archive.models import Edit

LABELS = {
    "headline": "Headline",
    "takeaway": "Takeaway",
    "topics": "Topics",
    "regions": "Regions",
    "people": "People",
    "organisations": "Organisations",
    "split": "Split",
    "join": "Join",
}
_MAX_VALUE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit: the field, who made it, when (`at`, aware) and why; `value` is the start of the new value."""

    field: str
    label: str
    value: str
    editor: str
    at: datetime
    date_text: str
    reason: str


def history_entries(history: Iterable[Edit]) -> tuple[HistoryEntry, ...]:
    """The edits of an item, oldest first."""
    return tuple(
        HistoryEntry(
            each.field,
            LABELS[each.field],
            _new_value(each),
            each.editor,
            each.at,
            date_text.short(each.at.date()),
            each.reason,
        )
        for each in history
    )


def _new_value(each: Edit) -> str:
    if each.value is None:
        return "as the parser has it"
    value = each.value if isinstance(each.value, str) else ", ".join(each.value)
    return shorten(value, _MAX_VALUE_LENGTH, placeholder="…") or "none"
