"""The items of the sample archive in other shapes: with bylines, labels, pictures, in lists, as plain text.

`shapes.toml` lists the shapes. `made_shapes(seed)` combines others by chance, for what was not written down.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from archive.sample import sources
from tests.support.newsletters.formats import FORMATS, Format
from tests.support.newsletters.furniture import closing_nodes, date_line, opening_nodes
from tests.support.newsletters.issues import Composed
from tests.support.newsletters.layout import FORMATS as FORMAT_NAMES
from tests.support.newsletters.layout import TITLES, Layout
from tests.support.newsletters.openings import OPENINGS, Manner
from tests.support.newsletters.parts import Block, Group, Kind, Line, Node, Role, Set, Span
from tests.support.newsletters.stories import Features, Story, choose_features, dress
from tests.support.newsletters.texts import Writer

_ITEMS_PER_ISSUE = 5
_ISSUES_PER_SHAPE = 3
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_PLAIN = Features(
    of=frozenset(("takeaway",)),
    byline=0,
    separator=" | ",
    picture_first=False,
    label="",
    label_stands_alone=False,
    takeaway_is_italic=False,
    meta_is_italic=False,
    every=1.0,
)


@dataclass(frozen=True, slots=True)
class SampleItem:
    """An item as the sample archive has it; `judgement` is its last paragraph."""

    headline: str
    body: tuple[str, ...]
    judgement: str


@dataclass(frozen=True, slots=True)
class SampleIssue:
    """An issue of the sample archive with as many items as a shape needs."""

    publication: str
    day: date
    items: tuple[SampleItem, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How issues are set: a format with its style, an opening, and the features of items."""

    name: str
    format: str
    opening: str
    style: Mapping[str, object] = field(default_factory=dict)
    manner: Manner = field(default_factory=lambda: Manner(level=2))
    features: Features = _PLAIN
    rules: bool = False
    furniture: frozenset[str] = frozenset()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ShapedIssue:
    """A sample issue in a shape: a file, and the items that it must give."""

    name: str
    data: bytes
    items: tuple[SampleItem, ...]


def sample_issues() -> list[SampleIssue]:
    """The sample issues in Markdown that have enough items, read by separate rules."""
    found = [_sample_issue(source.data.decode()) for source in sources() if source.name.endswith(".md")]
    return [issue for issue in found if len(issue.items) == _ITEMS_PER_ISSUE]


def listed_shapes() -> list[Shape]:
    """The shapes of `shapes.toml`."""
    rows = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))["shape"]
    return [_shape(row) for row in rows]


def made_shapes(seeds: Iterable[int]) -> list[Shape]:
    """Shapes combined by chance, in which each item closes with a takeaway."""
    return [_made_shape(seed) for seed in seeds]


def issues_in(shape: Shape, first: int) -> list[ShapedIssue]:
    """Three sample issues in a shape, from the one at place `first` on, around the end."""
    issues = sample_issues()
    chosen = [issues[(first + at) % len(issues)] for at in range(_ISSUES_PER_SHAPE)]
    writer = _writer(shape.seed)
    drawn = FORMATS[shape.format](shape.seed, shape.style)
    return [_shaped(shape, writer, drawn, issue, number) for number, issue in enumerate(chosen, 41)]


def _writer(seed: int) -> Writer:
    writer = Writer(Random(f"shape {seed}"), "economy", links=0.0, title_case=False)
    writer.facts |= {"year": "2024", "publication": "Sample Letters"}
    return writer


def _shaped(shape: Shape, writer: Writer, drawn: Format, issue: SampleIssue, number: int) -> ShapedIssue:
    random = Random(f"{shape.name} {number}")
    layout = _layout(shape)
    dateline = date_line(layout, number, issue.day, "Issue")
    headlines = [item.headline for item in issue.items]
    nodes: list[Node] = opening_nodes(writer, layout, issue.publication, dateline, headlines)
    for at, item in enumerate(issue.items, 1):
        if shape.rules and at > 1:
            nodes.append(Block(Kind.RULE, Role.BODY))
        story = Story(item.headline, writer.url(), tuple(map(_line, item.body)))
        dressed = dress(random, writer, shape.features, story, item.judgement)
        nodes.append(Group(Set.STORY, tuple(OPENINGS[shape.opening](dressed, shape.manner, at))))
    nodes += closing_nodes(writer, layout)
    composed = Composed(issue.publication, number, issue.day, issue.publication, nodes, (), ())
    name = f"{issue.day.isoformat()}{drawn.suffix}"
    return ShapedIssue(name, drawn.draw(composed, drawn.prepare(nodes)), issue.items)


def _layout(shape: Shape) -> Layout:
    return Layout(
        format=shape.format,
        family="news",
        sections=(),
        manner=shape.manner,
        section_level=1,
        section_style="heading",
        rules="stories" if shape.rules else "",
        furniture=shape.furniture,
        date_form=shape.seed % 8,
        names_files_by_date=True,
    )


def _shape(row: Mapping[str, Any]) -> Shape:
    features = dict(row.get("features", {}))
    names = frozenset((*features.pop("of", ()), "takeaway"))
    return Shape(
        name=row["name"],
        format=row["format"],
        opening=row["opening"],
        style=row.get("style", {}),
        manner=replace(Manner(level=2), **row.get("manner", {})),
        features=replace(_PLAIN, of=names, **features),
        rules=row.get("rules", False),
        furniture=frozenset(row.get("furniture", ())),
    )


def _made_shape(seed: int) -> Shape:
    random = Random(f"made shape {seed}")
    features = choose_features(random, _writer(seed))
    made_as = random.choice(FORMAT_NAMES)
    return Shape(
        name=f"made {seed}",
        format=made_as,
        opening=random.choice(TITLES[made_as]),
        manner=Manner(level=random.choice((2, 3)), linked=random.random() < 0.4),
        features=replace(
            features,
            of=features.of | {"takeaway"},
            label=features.label if random.random() < 0.6 else "",
        ),
        rules=random.random() < 0.3,
        furniture=frozenset(
            name for name in ("closing", "unsubscribe", "address", "greeting") if random.random() < 0.3
        ),
        seed=seed,
    )


def _sample_issue(markdown: str) -> SampleIssue:
    _, front, text = markdown.split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    items = [part.strip().split("\n\n") for part in text.split("## ")[1:]]
    return SampleIssue(
        publication=facts["publication"],
        day=date.fromisoformat(facts["date"]),
        items=tuple(SampleItem(headline, tuple(body), last.strip("*")) for headline, *body, last in items),
    )


def _line(paragraph: str) -> Line:
    """A paragraph of Markdown that has links and no other marks."""
    spans, place = list[Span](), 0
    for match in _LINK.finditer(paragraph):
        spans += [Span(paragraph[place : match.start()]), Span(match[1], match[2])]
        place = match.end()
    return tuple(span for span in (*spans, Span(paragraph[place:])) if span.text)
