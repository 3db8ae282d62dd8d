"""The partition of sections: a section is one story, or its entries or sub-sections are stories."""

from collections.abc import Sequence

from archive.document import Block
from archive.splitting.entries import EntryList, entry_stories
from archive.splitting.furniture import is_contents, is_furniture_heading, says_nothing
from archive.splitting.outline import Section, text_length
from archive.splitting.partition import Partition, Story
from archive.splitting.structure import IssueStructure

_MIN_PREAMBLE_STORY = 600  # characters of prose before a list or sub-headings; less only introduces them
_MIN_COLON_PREAMBLE_STORY = 1500  # characters, if the preamble ends in a colon
_MIN_CONTINUATION = 300  # characters after a list; less is a closing remark
_MIN_OPENING_RATIO = 0.5


def partition_sections(root: Section, structure: IssueStructure) -> Partition:
    """Partition an outlined issue; the reasons say what each section became."""
    partition = Partition()
    _add_opening(root, structure, partition)
    for section in root.children:
        _add_section(section, structure, partition, ())
    headed = sum(story.heading is not None for story in partition.stories)
    if headed:
        partition.reasons.append(f"{_items(headed)} with a heading of its own")
    return partition


def _add_opening(root: Section, structure: IssueStructure, partition: Partition) -> None:
    """Add the blocks before the first heading: as stories if they are a list or most of the text."""
    entry_list = structure.entry_stories(root)
    if entry_list:
        _add_entries(root, entry_list, partition, ())
    elif root.direct and text_length(root.direct) >= _MIN_OPENING_RATIO * text_length(list(root.blocks())):
        partition.stories.append(Story(tuple(root.direct)))
        partition.reasons.append("one item from the text that stands under no heading")
    elif root.direct:
        partition.set_aside(*root.direct)
        partition.reasons.append(f"{_count(root.direct)} before the first heading kept as front matter")


def _add_section(
    section: Section, structure: IssueStructure, partition: Partition, above: tuple[str, ...]
) -> None:
    everything = list(section.blocks())
    holds_no_news = is_contents(everything) or says_nothing(everything) or id(section) in structure.contents
    if holds_no_news or is_furniture_heading(section.title):
        _set_aside(section, partition)
    elif entry_list := structure.entry_stories(section):
        _add_entries(section, entry_list, partition, above)
        _add_children(section, structure, partition, above)
    elif structure.has_subsection_stories(section):
        _add_preamble(section, partition, above)
        before = len(partition.stories)
        _add_children(section, structure, partition, above)
        if section.heading and len(partition.stories) == before:
            partition.set_aside(section.heading)
    elif text_length(everything):
        partition.stories.append(Story(tuple(everything), section.heading, above))
    elif section.heading:
        partition.set_aside(section.heading, *everything)


def _add_children(
    section: Section, structure: IssueStructure, partition: Partition, above: tuple[str, ...]
) -> None:
    for child in section.children:
        _add_section(child, structure, partition, (*above, section.title))


def _add_entries(
    section: Section, entry_list: EntryList, partition: Partition, above: tuple[str, ...]
) -> None:
    """Add the entries as stories, and the text that introduces them as matter unless it is a story itself."""
    sections = (*above, section.title) if section.title else above
    _add_preamble(Section(section.heading, list(entry_list.before)), partition, above)
    before = len(partition.stories)
    for entry in _with_what_follows(entry_list):
        partition.stories += entry_stories(entry, sections)
    style = "paragraphs with a bold lead" if entry_list.of_paragraphs else "list entries"
    where = f" of “{section.title}”" if section.title else ""
    partition.reasons.append(f"{_items(len(partition.stories) - before)} from the {style}{where}")
    if not _continues(entry_list.after):
        partition.back.extend(entry_list.after)


def _with_what_follows(entry_list: EntryList) -> Sequence[Sequence[Block]]:
    """The entries; paragraphs after the list that are long enough belong to the last one."""
    if not _continues(entry_list.after):
        return entry_list.entries
    return (*entry_list.entries[:-1], (*entry_list.entries[-1], *entry_list.after))


def _continues(after: Sequence[Block]) -> bool:
    return text_length(after) >= _MIN_CONTINUATION


def _add_preamble(section: Section, partition: Partition, above: tuple[str, ...]) -> None:
    if not section.direct:
        return
    if section.heading and _is_story(section.direct):
        partition.stories.append(Story(tuple(section.direct), section.heading, above))
        return
    partition.front.extend(section.direct)
    if section.title:
        partition.reasons.append(
            f"{_count(section.direct)} that only introduces “{section.title}” kept as front matter"
        )


def _is_story(blocks: Sequence[Block]) -> bool:
    """Whether the text before a list or sub-headings is a story; text that ends in a colon rarely is."""
    points_ahead = blocks[-1].text.endswith(":")
    return text_length(blocks) > (_MIN_COLON_PREAMBLE_STORY if points_ahead else _MIN_PREAMBLE_STORY)


def _set_aside(section: Section, partition: Partition) -> None:
    blocks = [section.heading] if section.heading else []
    partition.set_aside(*blocks, *section.blocks())
    partition.reasons.append(f"section “{section.title}” kept apart: it holds no news")


def _items(count: int) -> str:
    return "one item" if count == 1 else f"{count} items"


def _count(blocks: Sequence[Block]) -> str:
    return "one block" if len(blocks) == 1 else f"{len(blocks)} blocks"
