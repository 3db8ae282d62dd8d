"""View models of the items of other issues that say the same as one item."""

from dataclasses import dataclass
from datetime import date

from app.views import date_text as periods
from app.views.context import AppContext
from app.views.results import headline_of, issue_label, item_url
from archive.models import PlacedItem

SHOWN = 8


@dataclass(frozen=True, slots=True)
class RepeatView:
    """An item that says the same; `earlier` if its issue came out before."""

    id: str
    url: str
    headline: str
    issue_label: str
    date: date
    date_text: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class RepeatsView:
    """All of them, oldest first; a page shows the `first` few and how many are `further`."""

    all: tuple[RepeatView, ...]

    @property
    def first(self) -> tuple[RepeatView, ...]:
        """Those that a page shows."""
        return self.all[:SHOWN]

    @property
    def further(self) -> int:
        """How many it leaves out."""
        return max(0, len(self.all) - SHOWN)


def repeats_view(context: AppContext, placed: PlacedItem) -> RepeatsView:
    """What says the same as an item."""
    return RepeatsView(tuple(_view(other, placed) for other in context.store.repeats(placed.item.id)))


def _view(other: PlacedItem, placed: PlacedItem) -> RepeatView:
    issue = other.issue
    return RepeatView(
        id=other.item.id,
        url=item_url(other.item.id),
        headline=headline_of(other),
        issue_label=issue_label(issue),
        date=issue.date,
        date_text=periods.short(issue.date),
        earlier=(issue.date, issue.id) < (placed.issue.date, placed.issue.id),
    )
