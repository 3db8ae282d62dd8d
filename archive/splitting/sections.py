"""The partition of an outlined issue into stories and matter, by the division chosen for each section."""

from collections.abc import Mapping, Sequence

from archive.document import Block
from archive.profiles.division import Division
from archive.splitting.divisions.choice import Choice
from archive.splitting.divisions.records import SINGLE, Records
from archive.splitting.entries import entry_stories
from archive.splitting.furniture import is_contents, is_furniture_heading, says_nothing
from archive.splitting.outline import Section, text_length
from archive.splitting.partition import Partition, Story
from archive.splitting.structure import contents_of

_MIN_PREAMBLE_STORY = 600  # characters of prose before a list or sub-headings; less only introduces them
_MIN_COLON_PREAMBLE_STORY = 1500  # characters, if the preamble ends in a colon
_MIN_CONTINUATION = 300  # characters after a list; less is a closing remark

Choices = Mapping[int, Choice]
_STYLES = {
    Division.ENTRIES: "list entries",
    Division.OUTER: "entries of the outer list",
    Division.LED: "list entries with a lead",
    Division.PARAGRAPHS: "paragraphs",
    Division.LINKED: "paragraphs with a link",
    Division.RUN_IN: "paragraphs with a bold lead",
    Division.GROUPS: "groups between rules",
}


def partition_sections(root: Section, choices: Choices) -> Partition:
    """Partition an outlined issue; the reasons say what each section became."""
    partition = Partition()
    _add_section(root, _without_contents(root, choices), partition, ())
    headed = sum(story.heading is not None for story in partition.stories)
    if headed:
        partition.reasons.append(f"{_items(headed)} with a heading of its own")
    return partition


def _without_contents(root: Section, choices: Choices) -> Choices:
    """The choices, with no item made of a table of contents."""
    contents = contents_of(root)
    return {
        at: Choice(Records(Division.NONE, ())) if at in contents and not choice.is_named else choice
        for at, choice in choices.items()
    }


def _add_section(section: Section, choices: Choices, partition: Partition, above: tuple[str, ...]) -> None:
    everything = list(section.blocks())
    holds_no_news = is_contents(everything) or says_nothing(everything)
    choice = choices[id(section)]
    records = choice.records
    is_furniture = holds_no_news or is_furniture_heading(section.title)
    if section.heading and is_furniture and not choice.is_named:
        _set_aside(section, partition)
        return
    if records.division is Division.WHOLE:
        partition.stories.append(Story(records.records[0], section.heading, above))
        return
    path = (*above, section.title) if section.title else above
    before = len(partition.stories)
    if records.division in SINGLE:
        _add_body(section, records, partition, above)
    elif records.division is Division.NONE:
        _set_aside_direct(section, partition)
    else:
        _add_records(section, records, partition, path)
    for child in section.children:
        _add_section(child, choices, partition, path)
    if section.heading and section.heading.text and len(partition.stories) == before:
        partition.set_aside(section.heading)


def _add_body(section: Section, records: Records, partition: Partition, above: tuple[str, ...]) -> None:
    """Add the text under a heading as one story; a heading without text is a story by itself."""
    blocks = records.records[0]
    if any(block.text for block in blocks):
        partition.stories.append(Story(blocks, section.heading, above))
        if section.heading is None:
            partition.reasons.append("one item from the text that stands under no heading")
    elif section.heading:
        partition.stories.append(Story((section.heading,), None, above))


def _set_aside_direct(section: Section, partition: Partition) -> None:
    if not section.direct:
        return
    if section.children and section.heading:
        partition.front.extend(section.direct)
    else:
        partition.set_aside(*section.direct)
    where = f"under “{section.title}”" if section.title else "before the first heading"
    partition.reasons.append(f"{_count(section.direct)} {where} kept as matter")


def _add_records(section: Section, records: Records, partition: Partition, path: tuple[str, ...]) -> None:
    """Add the records as stories, and the text that introduces them as matter unless it is a story itself."""
    _add_preamble(section.heading, records.before, partition, path[:-1] if section.title else path)
    before = len(partition.stories)
    for record in _with_what_follows(records):
        if records.division is Division.ENTRIES:
            partition.stories += entry_stories(record, path)
        elif any(block.text for block in record):
            partition.stories.append(Story(tuple(record), None, path))
    where = f" of “{section.title}”" if section.title else ""
    style = _STYLES[records.division]
    partition.reasons.append(f"{_items(len(partition.stories) - before)} from the {style}{where}")
    if not _continues(records.after):
        partition.back.extend(records.after)


def _with_what_follows(records: Records) -> Sequence[Sequence[Block]]:
    """The records; paragraphs after a list that are long enough belong to the last one."""
    if not _continues(records.after):
        return records.records
    return (*records.records[:-1], (*records.records[-1], *records.after))


def _continues(after: Sequence[Block]) -> bool:
    return text_length(after) >= _MIN_CONTINUATION


def _add_preamble(
    heading: Block | None, blocks: Sequence[Block], partition: Partition, above: tuple[str, ...]
) -> None:
    if not any(block.text for block in blocks):
        return
    if heading and _is_story(blocks):
        partition.stories.append(Story(tuple(blocks), heading, above))
        return
    partition.front.extend(blocks)
    if heading:
        partition.reasons.append(
            f"{_count(blocks)} that only introduces “{heading.text}” kept as front matter"
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
