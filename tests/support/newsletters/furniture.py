"""What stands around the stories of an issue: its masthead, navigation, introduction, sponsor and footer."""

from collections.abc import Sequence
from datetime import date
from random import Random

from tests.support.newsletters.layout import Layout
from tests.support.newsletters.parts import (
    Block,
    Group,
    Kind,
    Line,
    Node,
    Role,
    Set,
    Span,
    paragraph,
    text,
)
from tests.support.newsletters.texts import Writer


def date_line(layout: Layout, number: int, day: date, tail: str) -> str:
    """The line with the date of an issue, in the form that the publication keeps to."""
    issue = f"{tail}{'' if tail == '#' else ' '}{number}"
    forms = (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B %Y}",
        f"{issue} · {day:%B} {day.day}, {day.year}",
        f"{issue}, {day.day} {day:%B %Y}",
        f"{day.isoformat()} • Read online",
        f"{issue} – {day.isoformat()}",
        f"{day:%A}, {day.day} {day:%B %Y}",
        f"{day:%A}, {day:%B} {day.day}, {day.year} | {issue}",
    )
    return forms[layout.date_form]


def navigation_nodes(random: Random, writer: Writer, layout: Layout) -> list[Node]:
    """What stands above the masthead, the same in each issue."""
    nodes = list[Node]()
    if "browser" in layout.furniture and layout.format in ("mail", "text"):
        link = text(writer.write("browser"), url="https://example.org/issue")
        nodes.append(Group(Set.NAVIGATION, (paragraph(Role.NAVIGATION, link),)))
    if "navigation" in layout.furniture and layout.format in ("page", "mail"):
        nodes.append(Group(Set.NAVIGATION, _navigation(random, writer)))
    return nodes


def opening_nodes(
    writer: Writer, layout: Layout, title: str, dateline: str, headlines: Sequence[str]
) -> list[Node]:
    """The masthead and all that stands between it and the first story."""
    heading = Block(Kind.HEADING, Role.TITLE, text(title), level=1)
    nodes: list[Node] = [Group(Set.MASTHEAD, (heading, paragraph(Role.DATELINE, text(dateline))))]
    if "greeting" in layout.furniture:
        nodes.append(paragraph(Role.INTRODUCTION, text(writer.write("greeting"))))
    if "introduction" in layout.furniture:
        nodes.append(paragraph(Role.INTRODUCTION, text(writer.write("introduction"))))
    if "contents" in layout.furniture and headlines:
        nodes.append(paragraph(Role.LABEL, text(writer.write("contents"), bold=True)))
        nodes += [
            Block(Kind.ENTRY, Role.CONTENTS, text(headline, url=f"#item-{at}"))
            for at, headline in enumerate(headlines, 1)
        ]
    return nodes


def sponsor_box(writer: Writer) -> Node:
    """A sponsor's message, set apart from the stories."""
    line = (*text("Sponsor: ", bold=True), *text(writer.write("sponsor")))
    return Group(Set.BOX, (paragraph(Role.SPONSOR, line),))


def closing_nodes(writer: Writer, layout: Layout) -> list[Node]:
    """All that stands below the last story."""
    nodes = list[Node]()
    if "closing" in layout.furniture:
        nodes.append(paragraph(Role.FOOTER, text(writer.write("closing"))))
    lines: list[Line] = [
        writer.line(name, linked=True)
        for name in ("credits", "social", "address", "unsubscribe")
        if name in layout.furniture
    ]
    if lines:
        nodes.append(Group(Set.FOOTER, tuple(paragraph(Role.FOOTER, line) for line in lines)))
    return nodes


def _navigation(random: Random, writer: Writer) -> tuple[Block, ...]:
    names = writer.choose("navigation", random.randint(3, 6))
    if random.random() < 0.5:
        return tuple(Block(Kind.ENTRY, Role.NAVIGATION, text(name, url=writer.url())) for name in names)
    spans = [span for name in names for span in (Span(name, writer.url()), Span(" | "))]
    return (paragraph(Role.NAVIGATION, tuple(spans[:-1])),)
