"""The traits of each publication's issues by day, from which the splitter judges other issues of it.

The issues in the store are looked up once for each publication; those of the batch are added as they are
surveyed. An issue is never judged by itself or by another issue of its day.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from datetime import date

from archive.identity import title_key
from archive.models import Traits
from archive.splitting import Survey
from archive.splitting.habits import NEIGHBOURS, Habits, habits_of

StoredTraits = Callable[[str], Iterable[tuple[date, Traits]]]
"""A function from the title of a publication to the days and traits of its stored issues."""


def no_stored_traits(publication: str) -> Iterable[tuple[date, Traits]]:  # noqa: ARG001 - the signature of StoredTraits
    """No issues, for use without a store."""
    return ()


class PublicationMemory:
    """What the splitter knows of publications: the traits of stored issues and of those surveyed since."""

    def __init__(self, stored: StoredTraits = no_stored_traits) -> None:
        self._stored = stored
        self._days: dict[str, list[date]] = {}
        self._traits: dict[str, dict[date, Traits]] = {}

    def __call__(self, publication: str, day: date | None) -> Habits:
        """The habits of a publication in its issues around a day, or in the newest if `day` is None."""
        key = self._known(publication)
        days = self._days[key]
        before = days[: bisect_left(days, day)] if day else days
        after = days[bisect_right(days, day) :] if day else []
        near = [*before[-NEIGHBOURS:], *after[:NEIGHBOURS]]
        near.sort(key=lambda other: abs((other - day).days) if day else -other.toordinal())
        return habits_of([self._traits[key][other] for other in near])

    def learn(self, surveyed: Survey) -> None:
        """Add the traits of a surveyed issue by its day or by the day that its text suggests."""
        day = surveyed.issue_date.day or surveyed.issue_date.guess
        if day is not None:
            self._add(self._known(surveyed.publication), day, surveyed.traits)

    def _known(self, publication: str) -> str:
        """The key of a publication whose stored issues have been looked up."""
        key = title_key(publication)
        if key not in self._days:
            self._days[key], self._traits[key] = [], {}
            for day, traits in self._stored(publication):
                self._add(key, day, traits)
        return key

    def _add(self, key: str, day: date, traits: Traits) -> None:
        if day not in self._traits[key]:
            insort(self._days[key], day)
        self._traits[key][day] = traits
