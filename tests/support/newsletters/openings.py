"""How the stories of a section are opened: each opening makes the blocks of a story."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tests.support.newsletters.parts import Block, Kind, Line, Role, Span, paragraph, text
from tests.support.newsletters.stories import Story


@dataclass(frozen=True, slots=True)
class Manner:
    """Details of an opening that a publication keeps to."""

    level: int = 3  # of headings
    linked: bool = False  # headlines are links
    separator: str = ": "  # behind a run-in head and a leading link
    numbered: bool = False
    ordered: bool = False  # lists have numbers


Opening = Callable[[Story, Manner, int], list[Block]]


def _heading(story: Story, manner: Manner, number: int) -> list[Block]:
    head = text(story.headline, url=story.url if manner.linked else "")
    block = Block(Kind.HEADING, Role.HEADLINE, head, 1, _number(manner, number), manner.level)
    return _below(block, story)


def _bold_title(story: Story, manner: Manner, number: int) -> list[Block]:
    head = text(story.headline, bold=True, url=story.url if manner.linked else "")
    return _below(Block(Kind.PARAGRAPH, Role.HEADLINE, head, 1, _number(manner, number)), story)


def _linked_title(story: Story, manner: Manner, number: int) -> list[Block]:
    head = text(story.headline, url=story.url)
    return _below(Block(Kind.PARAGRAPH, Role.HEADLINE, head, 1, _number(manner, number)), story)


def _plain_title(story: Story, manner: Manner, number: int) -> list[Block]:
    return _below(
        Block(Kind.PARAGRAPH, Role.HEADLINE, text(story.headline), 1, _number(manner, number)), story
    )


def _listed_title(story: Story, manner: Manner, number: int) -> list[Block]:
    return _below(Block(Kind.ENTRY, Role.HEADLINE, text(story.headline, bold=True), 1), story)


def _capitals(story: Story, manner: Manner, number: int) -> list[Block]:
    return _plain_title(replace(story, headline=story.headline.upper()), manner, number)


def _title_and_address(story: Story, manner: Manner, number: int) -> list[Block]:
    title, *rest = _plain_title(story, manner, number)
    return [title, paragraph(Role.ADDRESS, text(story.url)), *rest]


def _run_in(story: Story, manner: Manner, number: int) -> list[Block]:
    head = Span(_stopped(story.headline, manner), story.url * manner.linked, bold=True)
    first = Block(Kind.PARAGRAPH, Role.BODY, (head, *story.body[0]), 1, _number(manner, number))
    return [first, *_paragraphs(story.body[1:]), *story.after]


def _stopped(headline: str, manner: Manner) -> str:
    if headline.endswith("?"):
        return f"{headline} "
    return headline + (": " if manner.separator == ": " else ". ")


def _bold_entry(story: Story, manner: Manner, number: int) -> list[Block]:
    head = Span(story.headline, story.url * manner.linked, bold=True)
    return _entry(head, story, manner, number)


def _linked_entry(story: Story, manner: Manner, number: int) -> list[Block]:
    return _entry(Span(story.headline, story.url), story, manner, number)


def _entry(head: Span, story: Story, manner: Manner, number: int) -> list[Block]:
    separator = " " if head.text.endswith("?") else manner.separator
    rest = (Span(separator), *_joined(story.body)) if story.body else ()
    return [Block(Kind.ENTRY, Role.BODY, (head, *rest), 1, str(number) if manner.ordered else "")]


def _plain_entry(story: Story, manner: Manner, number: int) -> list[Block]:
    line = _joined(story.body) or text(story.headline, url=story.url)
    return [Block(Kind.ENTRY, Role.BODY, line, number=str(number) if manner.ordered else "")]


def _continued_entry(story: Story, manner: Manner, number: int) -> list[Block]:
    """A led entry, with further entries that belong to it."""
    first = _bold_entry(replace(story, body=story.body[:1]), manner, number)
    return [*first, *(Block(Kind.ENTRY, Role.BODY, line) for line in story.body[1:])]


def _prose(story: Story, manner: Manner, number: int) -> list[Block]:
    entries = [Block(Kind.ENTRY, Role.BODY, line) for line in story.entries]
    return [*_paragraphs(story.body), *entries]


def _number(manner: Manner, number: int) -> str:
    return str(number) if manner.numbered else ""


def _below(title: Block, story: Story) -> list[Block]:
    return [*story.before, title, *story.meta, *story.lead_in, *_paragraphs(story.body), *story.after]


def _paragraphs(lines: tuple[Line, ...]) -> list[Block]:
    return [paragraph(Role.BODY, line) for line in lines]


def _joined(lines: tuple[Line, ...]) -> Line:
    return tuple(span for line in lines for span in (Span(" "), *line))[1:]


OPENINGS: Mapping[str, Opening] = {
    "heading": _heading,
    "bold-title": _bold_title,
    "linked-title": _linked_title,
    "plain-title": _plain_title,
    "listed-title": _listed_title,
    "capitals": _capitals,
    "title-and-address": _title_and_address,
    "run-in": _run_in,
    "bold-entry": _bold_entry,
    "linked-entry": _linked_entry,
    "plain-entry": _plain_entry,
    "continued-entry": _continued_entry,
    "prose": _prose,
}
"""By name; each takes a story, the publication's manner and the story's number in its issue."""
