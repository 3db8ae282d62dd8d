"""What is known of each publication while issues are taken in: the traits of its other issues, by day.

Those in the store are looked up once a publication, and those of the batch are added as they come. An issue
is never judged by itself or by another of its day.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from datetime import date

from archive.identity import title_key
from archive.models import Traits
from archive.splitting import Survey
from archive.splitting.habits import NEIGHBOURS, Habits, habits_of

Stored = Callable[[str], Iterable[tuple[date, Traits]]]
"""Answers with the days and traits of a publication's issues, by its title."""


def nothing_stored(publication: str) -> Iterable[tuple[date, Traits]]:  # noqa: ARG001 - a Stored without a store
    """No issues."""
    return ()


class Memory:
    """Knowledge for the splitter, of the store's issues and of those surveyed since."""

    def __init__(self, stored: Stored = nothing_stored) -> None:
        self._stored = stored
        self._days: dict[str, list[date]] = {}
        self._traits: dict[str, dict[date, Traits]] = {}

    def __call__(self, publication: str, day: date | None) -> Habits:
        """The habits of a publication around a day; of the newest issues where no day is known."""
        key = self._known(publication)
        days = self._days[key]
        before = days[: bisect_left(days, day)] if day else days
        after = days[bisect_right(days, day) :] if day else []
        near = [*before[-NEIGHBOURS:], *after[:NEIGHBOURS]]
        near.sort(key=lambda other: abs((other - day).days) if day else -other.toordinal())
        return habits_of([self._traits[key][other] for other in near])

    def learn(self, surveyed: Survey) -> None:
        """Learn the traits of an issue before it is split, unless it has no date."""
        if surveyed.dated.day is not None:
            self._learn(self._known(surveyed.publication), surveyed.dated.day, surveyed.traits)

    def _known(self, publication: str) -> str:
        """The key of a publication whose stored issues have been looked up."""
        key = title_key(publication)
        if key not in self._days:
            self._days[key], self._traits[key] = [], {}
            for day, traits in self._stored(publication):
                self._learn(key, day, traits)
        return key

    def _learn(self, key: str, day: date, traits: Traits) -> None:
        if day not in self._traits[key]:
            insort(self._days[key], day)
        self._traits[key][day] = traits
