"""The rules of a profile applied to an issue: boilerplate, the beginnings of stories, sections, dates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

from archive.dates import DateOrder, make_date
from archive.document import Block, Document
from archive.models import Item, Tag
from archive.profiles.division import Division
from archive.profiles.profile import Marks, Patterns, Profile
from archive.profiles.selectors import Selector, first_match
from archive.splitting.habits import Habits
from archive.splitting.partition import Partition, Story

_MAX_DATE_LINES = 14
_DATE_IN_FIGURES = re.compile(r"(?<![\w./-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


def find_boilerplate(blocks: Sequence[Block], profile: Profile | None) -> frozenset[int]:
    """The indexes of the blocks that the profile names as boilerplate."""
    if profile is None or not (profile.marks.skip or profile.marks.skip_text):
        return frozenset()
    marks = profile.marks
    return frozenset(
        at
        for at, block in enumerate(blocks)
        if _is_marked(block, marks.skip_text) or _is_in(marks.skip, block)
    )


def partition_by_marks(blocks: Sequence[Block], profile: Profile | None) -> Partition | None:
    """The partition by the profile's marks; None if it has none, or none of them is in the issue."""
    if profile is None or not profile.marks.mark_stories:
        return None
    marked = _MarkedPartition(profile.marks)
    for block in blocks:
        marked.add(block)
    marked.finish()
    if not marked.partition.stories:
        return None
    marked.partition.reasons.append(
        f"{len(marked.partition.stories)} items where the profile “{profile.name}” says"
    )
    return marked.partition


def with_section_rule(habits: Habits, profile: Profile | None) -> Habits:
    """The habits with the profile's scores for the sections that it names."""
    if profile is None or not (profile.entries or profile.whole or profile.divisions):
        return habits
    return replace(
        habits,
        rule=lambda title: _rule(title, profile),
        division=lambda title, parent, kind: named_division(profile.divisions, title, parent, kind),
    )


def named_division(divisions: Mapping[str, Division], title: str, parent: str, kind: str) -> Division | None:
    """The division of a section: by its title, else by its title under its parent's, else by its class."""
    for name in (title, f"{parent} / {title}", kind):
        for pattern, division in divisions.items():
            if name and _is_named(name, (pattern,)):
                return division
    return None


def with_topics(item: Item, profile: Profile | None) -> Item:
    """The item with the topics that the profile assigns to its section."""
    if profile is None or not profile.topics:
        return item
    names = [name for name in item.section.split(" / ") if name.casefold() in profile.topics]
    tags = {
        topic: Tag(topic, evidence=(f"section “{name}”",))
        for name in names
        for topic in profile.topics[name.casefold()]
    }
    return replace(item, topics=tuple({**tags, **{tag.value: tag for tag in item.topics}}.values()))


def date_in_figures(document: Document, profile: Profile | None) -> date | None:
    """The first date in figures at the top of an issue, read in the order that the profile gives."""
    if profile is None or profile.date_order is DateOrder.UNKNOWN:
        return None
    lines = [document.title, document.metadata.get("subject", ""), document.metadata.get("date", "")]
    for text in [*lines, *(block.text for block in document.blocks[:_MAX_DATE_LINES])]:
        match = _DATE_IN_FIGURES.search(text)
        if match:
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            day, month = (first, second) if profile.date_order is DateOrder.DAY_FIRST else (second, first)
            return make_date(year, month, day)
    return None


class _MarkedPartition:
    """Builds a partition from blocks in order; each mark begins a story."""

    def __init__(self, marks: Marks) -> None:
        self.partition = Partition()
        self._marks = marks
        self._section: Block | None = None
        self._section_has_stories = True
        self._heading: Block | None = None
        self._blocks: list[Block] = []
        self._in_story = False
        self._item = -1

    def add(self, block: Block) -> None:
        """Add the next block to the story that it belongs to, or to the matter."""
        marks = self._marks
        if not block.text:
            return
        if _is_marked(block, marks.section_text) or _is_in(marks.section, block):
            self._begin_section(block)
            return
        item = first_match(marks.item, block.path)
        is_headline = _is_marked(block, marks.headline_text) or _is_in(marks.headline, block)
        begins = (item >= 0 and item != self._item) or _is_marked(block, marks.item_text)
        if begins or (is_headline and not (item >= 0 and item == self._item)):
            self._end_story()
            self._in_story, self._item = True, item
        if is_headline and self._in_story and self._heading is None:
            self._heading = block
        elif self._in_story and (item >= 0 or not marks.item):
            self._blocks.append(block)
        else:
            self._end_story()
            self.partition.set_aside(block)

    def _end_story(self) -> None:
        if self._in_story and (self._blocks or self._heading):
            sections = (self._section.text.rstrip(" :"),) if self._section else ()
            self._section_has_stories = True
            if self._blocks:
                self.partition.stories.append(Story(tuple(self._blocks), self._heading, sections))
            elif self._heading:
                self.partition.stories.append(Story((self._heading,), None, sections))
        self._in_story, self._heading, self._blocks, self._item = False, None, [], -1

    def finish(self) -> None:
        """End the last story, and keep the heading of a section without stories as matter."""
        self._end_story()
        if self._section and not self._section_has_stories:
            self.partition.set_aside(self._section)

    def _begin_section(self, block: Block) -> None:
        self.finish()
        self._section, self._section_has_stories = block, False


def _rule(title: str, profile: Profile) -> float | None:
    if _is_named(title, profile.whole):
        return 0.0
    return 1.0 if _is_named(title, profile.entries) else None


def _is_named(title: str, names: Sequence[str]) -> bool:
    return any(fnmatchcase(title.casefold(), name.casefold()) for name in names)


def _is_marked(block: Block, patterns: Patterns) -> bool:
    return any(pattern.search(block.text) for pattern in patterns)


def _is_in(selectors: Sequence[Selector], block: Block) -> bool:
    return first_match(selectors, block.path) >= 0
