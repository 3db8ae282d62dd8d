"""The issues of a made-up publication: sections filled with stories, between masthead and footer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.support.newsletters.furniture import (
    closing_nodes,
    date_line,
    navigation_nodes,
    opening_nodes,
    sponsor_box,
)
from tests.support.newsletters.gold import Told
from tests.support.newsletters.layout import Layout, SectionPlan, choose_layout
from tests.support.newsletters.openings import OPENINGS
from tests.support.newsletters.parts import Block, Group, Kind, Line, Node, Role, Set, paragraph, text
from tests.support.newsletters.stories import Features, Story, choose_features, write_story
from tests.support.newsletters.texts import Writer, domains

_LIST_CHANCE = 0.25  # of a prose story that ends in a list


@dataclass(frozen=True, slots=True)
class Composed:
    """An issue before a format draws it; sections hold groups of set STORY, in the order of `told`."""

    publication: str
    number: int
    day: date
    title: str  # of the page, or the subject of the message
    nodes: Sequence[Node]
    sections: Sequence[str]
    no_items: Sequence[str]


class Press:
    """A made-up publication: what its issues share, from one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        random = Random(f"press {seed}")
        domain = random.choice(domains())
        links, title_case = random.choice((0.0, 0.6, 1.0)), random.random() < 0.35
        self._writer = Writer(random, domain, links=links, title_case=title_case)
        self.publication = self._writer.write("publication")
        self._writer.facts["publication"] = self.publication
        self.layout: Layout = choose_layout(random, self._writer)
        self._features: Features = choose_features(random, self._writer)
        self._first_number = random.randint(1, 300)
        self._first_day = date(2024, 1, 1) + timedelta(days=random.randrange(500))
        self._days = random.choice((7, 7, 14, 30))
        self._tail = self._writer.write("publication_tail")
        self._notes = {section.name: self._writer.line("section_note") for section in self.layout.sections}
        self._writer.facts["year"] = str(self._first_day.year)
        self._navigation = navigation_nodes(random, self._writer, self.layout)
        self._closing = closing_nodes(self._writer, self.layout)

    def compose(self, count: int) -> Iterator[Composed]:
        """So many issues, in the order of their days."""
        for at in range(count):
            random = Random(f"issue {self._seed} {at}")
            yield self._issue(random, self._first_number + at, self._first_day + at * timedelta(self._days))

    def _issue(self, random: Random, number: int, day: date) -> Composed:
        writer, layout = self._writer, self.layout
        nodes, sections, headlines = self._sections(random)
        if "sponsor" in layout.furniture:
            nodes.insert(random.choice((0, _boundary(nodes))), sponsor_box(writer))
        dateline = date_line(layout, number, day, self._tail)
        opening = opening_nodes(writer, layout, self.publication, dateline, headlines)
        nodes = [*self._navigation, *opening, *nodes, *self._closing]
        return Composed(
            publication=self.publication,
            number=number,
            day=day,
            title=self._title(number, day, headlines),
            nodes=nodes,
            sections=sections,
            no_items=_no_items(nodes),
        )

    def _title(self, number: int, day: date, headlines: Sequence[str]) -> str:
        """The title of the page: the publication's name, with the issue's number or day, or a headline."""
        if headlines and "subject" in self.layout.furniture:
            return f"{self.publication}: {headlines[0]}"
        if "number" not in self.layout.furniture:
            return self.publication
        return (
            f"{self.publication} #{number}"
            if self.layout.date_form < 4
            else f"{self.publication}, {day:%B} {day.day}, {day.year}"
        )

    def _sections(self, random: Random) -> tuple[list[Node], list[str], list[str]]:
        """The blocks of all sections, the section of each story, and the headlines."""
        nodes, sections, headlines = list[Node](), list[str](), list[str]()
        for at, plan in enumerate(self.layout.sections):
            if at and random.random() >= plan.chance:
                continue
            stories = list(self._stories(random, plan, first=len(sections) + 1))
            if plan.name:
                if self.layout.rules == "sections":
                    nodes.append(Block(Kind.RULE, Role.SECTION))
                nodes.append(self._section_heading(plan.name))
            if plan.has_note:
                nodes.append(paragraph(Role.NOTE, self._notes[plan.name]))
            for number, story in enumerate(stories):
                if self.layout.rules == "stories" and number and story.blocks[0].kind is not Kind.ENTRY:
                    nodes.append(Block(Kind.RULE, Role.BODY))
                nodes.append(story)
                sections.append(plan.name)
                headlines += [
                    block.line[0].text.replace("\n", " ")
                    for block in story.blocks
                    if block.role is Role.HEADLINE
                ]
        return nodes, sections, headlines

    def _section_heading(self, name: str) -> Block:
        style = self.layout.section_style
        if style == "heading":
            return Block(Kind.HEADING, Role.SECTION, text(name), level=self.layout.section_level)
        return paragraph(
            Role.SECTION, text(name.upper() if style == "capitals" else name, bold=style == "bold")
        )

    def _stories(self, random: Random, plan: SectionPlan, first: int) -> Iterator[Group]:
        opening = OPENINGS[plan.opening]
        if plan.holds == "table":
            rows = [(name, str(random.randint(3, 900))) for name in self._writer.choose("row", 4)]
            yield Group(Set.STORY, (Block(Kind.TABLE, Role.BODY, rows=(("", "Number"), *rows)),))
            return
        for number in range(random.randint(*plan.counts)):
            story = self._story(random, plan)
            yield Group(Set.STORY, tuple(opening(story, self.layout.manner, first + number)))

    def _story(self, random: Random, plan: SectionPlan) -> Story:
        writer = self._writer
        if plan.holds in ("events", "jobs"):
            return Story("", "", (writer.line(f"{plan.holds.removesuffix('s')}_entry"),))
        if plan.holds == "prose":
            first = writer.prose(random.randint(*plan.sentences))
            listed = random.random() < _LIST_CHANCE
            entries = [writer.line("short_sentence") for _ in range(random.randint(2, 4))] if listed else []
            return Story("", "", (first,), tuple(entries))
        paragraphs = random.randint(*plan.paragraphs)
        if plan.holds == "news":
            return write_story(random, writer, self._features, paragraphs, plan.sentences)
        body = tuple(self._short_text(random, plan) for _ in range(paragraphs))
        return Story(writer.headline(9), writer.url(), body)

    def _short_text(self, random: Random, plan: SectionPlan) -> Line:
        if plan.opening != "plain-entry" and random.random() < 0.4:
            return self._writer.line("short_sentence")
        return self._writer.paragraph(random.randint(*plan.sentences))


def told_stories(layout: Layout, composed: Composed, nodes: Sequence[Node]) -> list[Told]:
    """The stories as they stand among the nodes of an issue, each with its section."""
    optional = {plan.name for plan in layout.sections if plan.holds in ("events", "jobs", "table")}
    groups = [node for node in nodes if isinstance(node, Group) and node.of is Set.STORY]
    return [
        Told(group.blocks, section, section in optional)
        for group, section in zip(groups, composed.sections, strict=True)
    ]


def _boundary(nodes: Sequence[Node]) -> int:
    """A place between two sections, else the end."""
    names = [at for at, node in enumerate(nodes) if isinstance(node, Block) and node.role is Role.SECTION]
    return names[-1] if len(names) > 1 else len(nodes)


def _no_items(nodes: Sequence[Node]) -> list[str]:
    """What must stand in no item: whole sentences of the footer, the sponsor and the navigation."""
    roles = (Role.FOOTER, Role.SPONSOR, Role.NAVIGATION, Role.INTRODUCTION)
    lines = [
        "".join(span.text for span in block.line)
        for node in nodes
        for block in (node.blocks if isinstance(node, Group) else (node,))
        if block.role in roles
    ]
    return [line for line in lines if len(line) > 20]
