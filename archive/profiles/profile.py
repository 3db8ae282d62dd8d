"""The records of a profile: signs of an issue, marks of stories, rules for sections and takeaways."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.dates import DateOrder
from archive.profiles.division import Division
from archive.profiles.selectors import Selector

Patterns = tuple[re.Pattern[str], ...]


class TakeawayPosition(StrEnum):
    """The position of an item's takeaway if it has no label; NONE if items have no takeaway."""

    UNKNOWN = ""
    LAST = "last"
    FIRST = "first"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RecognitionSigns:
    """Signs by which an issue of the publication is recognised; one that matches is enough.

    `sender` and `file` are glob patterns (`*`, `?`) for the sender's address or name and for the file's name
    or path. `title` is searched for in the subject, the title and the first lines, `url` in a page's address.
    """

    sender: tuple[str, ...] = ()
    title: Patterns = ()
    url: tuple[str, ...] = ()
    file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """CSS selectors and text patterns that mark items, headlines, sections and boilerplate."""

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
        """Whether there is a mark for the beginning of stories."""
        return bool(self.item or self.headline or self.item_text or self.headline_text)


@dataclass(frozen=True, slots=True)
class Profile:
    """The description of a publication; the splitter guesses whatever is empty.

    `entries` and `whole` are glob patterns (`*`, `?`) for the titles of sections: in the former each list
    entry is an item, each of the latter is one item. `divisions` maps patterns for titles, for
    "PARENT / TITLE" and for classes of headings ("level 2") to how sections of them are divided. `topics`
    maps section titles in lower case to topic ids.
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
    divisions: Mapping[str, Division] = field(default_factory=dict)
    takeaway_label: Patterns = ()
    takeaway: TakeawayPosition = TakeawayPosition.UNKNOWN
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
