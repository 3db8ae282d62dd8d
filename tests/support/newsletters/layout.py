"""The layout of a made-up publication: its sections, what they hold, and how their stories are opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.support.newsletters.openings import Manner
from tests.support.newsletters.texts import Writer

FORMATS = ("page", "mail", "markdown", "text")
TITLES = {
    "page": ("heading", "heading", "bold-title", "linked-title", "run-in", "capitals"),
    "mail": ("heading", "heading", "bold-title", "linked-title", "linked-title", "run-in", "capitals"),
    "markdown": ("heading", "heading", "bold-title", "linked-title", "run-in"),
    "text": ("heading", "plain-title", "capitals", "title-and-address", "title-and-address", "plain-title"),
}
_ENTRIES = {
    "page": ("bold-entry", "linked-entry", "plain-entry"),
    "mail": ("bold-entry", "linked-entry", "plain-entry"),
    "markdown": ("bold-entry", "linked-entry", "plain-entry"),
    "text": ("plain-entry", "plain-entry", "bold-entry"),
}
_FAMILIES = ("news", "news", "news", "links", "links", "prose", "mixed", "mixed")
_LENGTHS = (((1, 1), (1, 2)), ((1, 2), (2, 4)), ((2, 3), (2, 4)), ((1, 5), (1, 5)), ((0, 1), (1, 2)))


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A recurring section: `holds` news, links, continued, prose, events, jobs or table."""

    name: str
    holds: str
    opening: str
    counts: tuple[int, int]
    paragraphs: tuple[int, int]
    sentences: tuple[int, int]
    has_note: bool = False
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """All that the issues of a publication have in common, but for how a format draws it."""

    format: str
    family: str
    sections: Sequence[SectionPlan]
    manner: Manner
    section_level: int
    section_style: str  # heading, bold, capitals
    rules: str  # "", between stories, between sections
    furniture: frozenset[str]
    date_form: int
    names_files_by_date: bool

    @property
    def opening(self) -> str:
        """How most of its stories are opened."""
        return self.sections[0].opening


def choose_layout(random: Random, writer: Writer) -> Layout:
    """A layout by chance."""
    made_as = random.choice(FORMATS)
    family = random.choice(_FAMILIES)
    sections = _sections(random, writer, made_as, family)
    level = random.choice((1, 2, 2, 3))
    return Layout(
        format=made_as,
        family=family,
        sections=sections,
        manner=Manner(
            level=level + 1 if sections[0].name else level,
            linked=random.random() < 0.4,
            separator=random.choice((": ", " – ", " - ", ". ", " ")),
            numbered=random.random() < 0.12,
            ordered=random.random() < 0.1,
        ),
        section_level=level,
        section_style=_section_style(random, sections),
        rules=random.choice(("", "", "sections", "stories")),
        furniture=_furniture(random),
        date_form=random.randrange(8),
        names_files_by_date=random.random() < 0.6,
    )


def _section_style(random: Random, sections: Sequence[SectionPlan]) -> str:
    """Names of sections look unlike headlines: where these are lines, those are headings."""
    if all(section.holds in ("links", "continued", "prose", "events", "jobs") for section in sections):
        return random.choice(("heading", "heading", "bold", "capitals"))
    if any(section.opening == "heading" for section in sections):
        return random.choice(("heading", "heading", "heading", "capitals"))
    return "heading"


def _sections(random: Random, writer: Writer, made_as: str, family: str) -> Sequence[SectionPlan]:
    if family == "news":
        count = random.choice((0, 0, 2, 3))
        holds = ["news"] * count or ["news"]
    elif family == "links":
        count = random.choice((2, 3, 4))
        holds = ["links"] * count
    elif family == "prose":
        count = random.choice((2, 3, 4))
        holds = ["prose"] * count
    else:
        count = 3
        holds = [random.choice(("news", "prose", "continued")), "links", random.choice(("news", "links"))]
    if count and random.random() < 0.35:
        holds.append(random.choice(("events", "jobs", "table", "continued")))
    opening = random.choice(TITLES[made_as])
    entry = random.choice(_ENTRIES[made_as])
    length = random.choice(_LENGTHS)
    names = {
        kind: iter(writer.choose(f"section_{kind}", min(holds.count(kind), 5))) for kind in sorted(set(holds))
    }
    return [
        _section(random, kind, next(names[kind]) if count else "", opening, entry, length) for kind in holds
    ]


def _section(
    random: Random, holds: str, name: str, opening: str, entry: str, length: tuple[tuple[int, int], ...]
) -> SectionPlan:
    has_note = bool(name) and random.random() < 0.12
    chance = random.choice((1.0, 1.0, 0.8))
    if holds == "news":
        paragraphs, sentences = length
        if paragraphs == (0, 1) and opening not in ("heading", "linked-title", "title-and-address"):
            paragraphs = (1, 1)
        counts = (2, 5) if name else (4, 9)
        return SectionPlan(name, holds, opening, counts, paragraphs, sentences, has_note)
    if holds == "links":
        paragraphs = random.choice(((0, 0), (0, 1), (1, 1)))
        if entry == "plain-entry":
            paragraphs = (1, 1)
        return SectionPlan(name, holds, entry, (3, 8), paragraphs, (1, 2), has_note, chance)
    if holds == "continued":
        return SectionPlan(name, holds, "continued-entry", (3, 6), (1, 3), (1, 1), has_note, chance)
    if holds == "prose":
        return SectionPlan(name, holds, "prose", (3, 6), (1, 1), (1, 3), has_note, chance)
    return SectionPlan(name, holds, "plain-entry", (2, 4), (1, 1), (1, 1), chance=0.8)


def _furniture(random: Random) -> frozenset[str]:
    chances = {
        "navigation": 0.35,
        "browser": 0.35,
        "greeting": 0.2,
        "introduction": 0.5,
        "contents": 0.2,
        "sponsor": 0.25,
        "closing": 0.4,
        "credits": 0.3,
        "social": 0.4,
        "address": 0.5,
        "unsubscribe": 0.6,
        "number": 0.6,
        "subject": 0.3,
    }
    return frozenset(name for name, p in chances.items() if random.random() < p)
