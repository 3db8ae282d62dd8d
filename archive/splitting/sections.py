"""Sections to stories: each section is told entry by entry, sub-section by sub-section, or whole."""

from collections.abc import Sequence

from archive.document import Block
from archive.splitting.entries import Run, stories_of
from archive.splitting.furniture import is_contents, is_furniture_heading, says_nothing
from archive.splitting.parts import Parts, Section, Story, text_length
from archive.splitting.shape import Shape

_TELLS = 600  # characters of prose before a list or sub-headings that say more than "here they are"
_TELLS_ANYWAY = 1500
_TELLS_ON = 300  # characters after a list that are more than a closing remark
_SHARE = 0.5


def tell(root: Section, shape: Shape) -> Parts:
    """Take an outlined issue apart; says in the parts' reasons what became of which section."""
    parts = Parts()
    _tell_opening(root, shape, parts)
    for section in root.children:
        _tell_section(section, shape, parts, ())
    headed = sum(story.heading is not None for story in parts.stories)
    if headed:
        parts.reasons.append(f"{_items(headed)} with a heading of its own")
    return parts


def _tell_opening(root: Section, shape: Shape, parts: Parts) -> None:
    """What stands before the first heading: stories where it is a list or most of the text, else matter."""
    run = shape.entries(root)
    if run:
        _tell_entries(root, run, parts, ())
    elif root.own and text_length(root.own) >= _SHARE * text_length(list(root.blocks())):
        parts.stories.append(Story(tuple(root.own)))
        parts.reasons.append("one item from the text that stands under no heading")
    elif root.own:
        parts.set_aside(*root.own)
        parts.reasons.append(f"{_count(root.own)} before the first heading kept as front matter")


def _tell_section(section: Section, shape: Shape, parts: Parts, above: tuple[str, ...]) -> None:
    everything = list(section.blocks())
    holds_no_news = is_contents(everything) or says_nothing(everything) or id(section) in shape.contents
    if holds_no_news or is_furniture_heading(section.title):
        _set_aside(section, parts)
    elif run := shape.entries(section):
        _tell_entries(section, run, parts, above)
        _tell_children(section, shape, parts, above)
    elif shape.opens(section):
        _tell_preamble(section, parts, above)
        before = len(parts.stories)
        _tell_children(section, shape, parts, above)
        if section.heading and len(parts.stories) == before:
            parts.set_aside(section.heading)
    elif text_length(everything):
        parts.stories.append(Story(tuple(everything), section.heading, above))
    elif section.heading:
        parts.set_aside(section.heading, *everything)


def _tell_children(section: Section, shape: Shape, parts: Parts, above: tuple[str, ...]) -> None:
    for child in section.children:
        _tell_section(child, shape, parts, (*above, section.title))


def _tell_entries(section: Section, run: Run, parts: Parts, above: tuple[str, ...]) -> None:
    """The entries as stories; what introduces them is matter, unless it tells more than that."""
    sections = (*above, section.title) if section.title else above
    _tell_preamble(Section(section.heading, list(run.before)), parts, above)
    before = len(parts.stories)
    for entry in _with_what_follows(run):
        parts.stories += stories_of(entry, sections)
    style = "paragraphs with a bold lead" if run.of_paragraphs else "list entries"
    where = f" of “{section.title}”" if section.title else ""
    parts.reasons.append(f"{_items(len(parts.stories) - before)} from the {style}{where}")
    if not _goes_on(run.after):
        parts.back.extend(run.after)


def _with_what_follows(run: Run) -> Sequence[Sequence[Block]]:
    """The entries, the last one with the paragraphs after the list where they tell on."""
    if not _goes_on(run.after):
        return run.entries
    return (*run.entries[:-1], (*run.entries[-1], *run.after))


def _goes_on(after: Sequence[Block]) -> bool:
    return text_length(after) >= _TELLS_ON


def _tell_preamble(section: Section, parts: Parts, above: tuple[str, ...]) -> None:
    if not section.own:
        return
    if section.heading and _tells(section.own):
        parts.stories.append(Story(tuple(section.own), section.heading, above))
        return
    parts.front.extend(section.own)
    if section.title:
        parts.reasons.append(
            f"{_count(section.own)} that only introduces “{section.title}” kept as front matter"
        )


def _tells(blocks: Sequence[Block]) -> bool:
    """Whether blocks above a list or sub-headings are a story; what ends in a colon only points ahead."""
    points_ahead = blocks[-1].text.endswith(":")
    return text_length(blocks) > (_TELLS_ANYWAY if points_ahead else _TELLS)


def _set_aside(section: Section, parts: Parts) -> None:
    blocks = [section.heading] if section.heading else []
    parts.set_aside(*blocks, *section.blocks())
    parts.reasons.append(f"section “{section.title}” kept apart: it holds no news")


def _items(count: int) -> str:
    return "one item" if count == 1 else f"{count} items"


def _count(blocks: Sequence[Block]) -> str:
    return "one block" if len(blocks) == 1 else f"{len(blocks)} blocks"
