"""What a profile holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.dates import DateOrder
from archive.profiles.selectors import Selector

Patterns = tuple[re.Pattern[str], ...]


class TakeawayPosition(StrEnum):
    """Where in an item its takeaway stands, if no label says so; NONE where there is never one."""

    UNKNOWN = ""
    LAST = "last"
    FIRST = "first"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RecognitionSigns:
    """How an issue of the publication is known; one sign that fits is enough.

    `sender` and `file` are names with `*` and `?`, for the address or name of the sender and for the file or
    its path. `title` is looked for in the subject, the title and the first lines, `url` within the address of
    a page.
    """

    sender: tuple[str, ...] = ()
    title: Patterns = ()
    url: tuple[str, ...] = ()
    file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """By what items, headlines, sections and boilerplate are known: CSS selectors, or patterns of text."""

    item: tuple[Selector, ...] = ()
    headline: tuple[Selector, ...] = ()
    section: tuple[Selector, ...] = ()
    skip: tuple[Selector, ...] = ()
    item_text: Patterns = ()
    headline_text: Patterns = ()
    section_text: Patterns = ()
    skip_text: Patterns = ()

    @property
    def mark_stories(self) -> bool:
        """Whether they say where a story begins."""
        return bool(self.item or self.headline or self.item_text or self.headline_text)


@dataclass(frozen=True, slots=True)
class Profile:
    """A publication as someone described it; what is empty is left to guessing.

    `entries` and `whole` name sections (with `*` and `?`) whose list entries are items, or which are one item
    each. `topics` maps the name of a section, in small letters, to ids of topics.
    """

    name: str
    title: str = ""
    id: str = ""
    language: str = ""
    date_order: DateOrder = DateOrder.UNKNOWN
    recognise: RecognitionSigns = field(default_factory=RecognitionSigns)
    marks: Marks = field(default_factory=Marks)
    entries: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    takeaway_label: Patterns = ()
    takeaway: TakeawayPosition = TakeawayPosition.UNKNOWN
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
