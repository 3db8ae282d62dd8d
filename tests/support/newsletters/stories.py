"""The stories of a made-up publication, and the features that all of them share: bylines, kickers, labels."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tests.support.newsletters.parts import Block, Kind, Line, Role, Span, paragraph, text
from tests.support.newsletters.texts import Writer

_CHANCES: Mapping[str, float] = {
    "byline": 0.35,
    "kicker": 0.12,
    "minutes": 0.12,
    "day": 0.15,
    "picture": 0.3,
    "caption": 0.5,
    "more": 0.25,
    "tags": 0.15,
    "source": 0.15,
    "takeaway": 0.2,
    "deck": 0.08,
    "share": 0.08,
    "two lines": 0.12,
}
_BYLINES: tuple[Callable[[str], str], ...] = (
    lambda name: f"By {name}",
    lambda name: f"by {name}",
    lambda name: f"({name})",
    lambda name: f"— {name}",
    lambda name: f"Author: {name}",
    lambda name: name,
)
_LINE = 6  # words of a headline that fit into one line
_SEPARATORS = (" | ", " · ", ", ", " – ")


@dataclass(frozen=True, slots=True)
class Features:
    """What the stories of a publication have beside headline and text, and in which form."""

    of: frozenset[str]
    byline: int
    separator: str
    picture_first: bool
    label: str
    label_stands_alone: bool
    takeaway_is_italic: bool
    meta_is_italic: bool
    every: float  # the share of stories that have each of the features

    def has(self, name: str) -> bool:
        """Whether the publication uses a feature at all."""
        return name in self.of


@dataclass(frozen=True, slots=True)
class Story:
    """One story before it is laid out; `headline` is empty where it has none of its own."""

    headline: str
    url: str
    body: tuple[Line, ...]
    entries: tuple[Line, ...] = ()
    before: tuple[Block, ...] = ()
    meta: tuple[Block, ...] = ()
    lead_in: tuple[Block, ...] = ()
    after: tuple[Block, ...] = field(default=())


def choose_features(random: Random, writer: Writer) -> Features:
    """Features by chance, each of them independent of the others; a fourth of the publications has none."""
    bare = random.random() < 0.25
    names = frozenset() if bare else frozenset(name for name, p in _CHANCES.items() if random.random() < p)
    return Features(
        of=names,
        byline=random.randrange(len(_BYLINES)),
        separator=random.choice(_SEPARATORS),
        picture_first=random.random() < 0.5,
        label=writer.write("takeaway_label") + random.choice((": ", ": ", " – ", ". ")),
        label_stands_alone=random.random() < 0.25,
        takeaway_is_italic=random.random() < 0.3,
        meta_is_italic=random.random() < 0.4,
        every=random.choice((1.0, 1.0, 0.8, 0.5)),
    )


def write_story(
    random: Random, writer: Writer, features: Features, paragraphs: int, sentences: tuple[int, int]
) -> Story:
    """A story with a headline, some paragraphs of so many sentences, and the publication's features."""
    body = tuple(writer.paragraph(random.randint(*sentences)) for _ in range(paragraphs))
    story = Story(writer.headline(), writer.url(), body)
    if not body:
        return story
    return dress(random, writer, features, story, writer.write("judgement") * features.has("takeaway"))


def dress(random: Random, writer: Writer, features: Features, story: Story, judgement: str) -> Story:
    """The story with the publication's features, and with a judgement of the news as takeaway, if any."""
    used = frozenset(name for name in features.of if random.random() < features.every)
    before, lead_in, behind = _pictures(writer, features, used)
    return replace(
        story,
        headline=_in_two_lines(story.headline) if "two lines" in features.of else story.headline,
        before=(*_kicker(writer, used), *before),
        meta=_meta(random, writer, features, used),
        lead_in=lead_in,
        after=(*_takeaway(features, judgement), *behind, *_trailing(random, writer, used)),
    )


def _in_two_lines(headline: str) -> str:
    """A headline of many words with a line break in its middle."""
    words = headline.split(" ")
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]) + "\n" + " ".join(words[middle:]) if len(words) > _LINE else headline


def _kicker(writer: Writer, used: frozenset[str]) -> tuple[Block, ...]:
    return (paragraph(Role.KICKER, text(writer.write("kicker"))),) if "kicker" in used else ()


def _meta(random: Random, writer: Writer, features: Features, used: frozenset[str]) -> tuple[Block, ...]:
    deck = (paragraph(Role.DECK, text(writer.headline())),) if "deck" in used else ()
    facts = [_BYLINES[features.byline](writer.write("person"))] if "byline" in used else []
    facts += [f"{writer.write('day_month')} 2025"] if "day" in used else []
    facts += [f"{random.randint(2, 14)} min read"] if "minutes" in used else []
    if not facts:
        return deck
    return (*deck, paragraph(Role.META, text(features.separator.join(facts), italic=features.meta_is_italic)))


def _pictures(
    writer: Writer, features: Features, used: frozenset[str]
) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """A picture with its caption: before the headline, below it, or behind the text."""
    if "picture" not in used:
        return (), (), ()
    picture: tuple[Block, ...] = (
        Block(Kind.IMAGE, Role.PICTURE, (Span(writer.write("alt"), "https://example.org/p.jpg"),)),
    )
    if "caption" in used:
        picture += (paragraph(Role.CAPTION, text(writer.write("caption"), italic=True)),)
    if features.picture_first and "caption" not in used:
        return picture, (), ()
    return ((), picture, ()) if features.picture_first else ((), (), picture)


def _takeaway(features: Features, words: str) -> tuple[Block, ...]:
    if not words:
        return ()
    judgement = text(words, italic=features.takeaway_is_italic)
    label = features.label.rstrip(" –")
    if not label:
        return (paragraph(Role.TAKEAWAY, judgement),)
    if features.label_stands_alone:
        return (
            paragraph(Role.LABEL, text(label.rstrip("."), bold=True)),
            paragraph(Role.TAKEAWAY, judgement),
        )
    return (paragraph(Role.TAKEAWAY, (Span(features.label, bold=True), *judgement)),)


def _trailing(random: Random, writer: Writer, used: frozenset[str]) -> tuple[Block, ...]:
    found = list[Block]()
    if "source" in used:
        found.append(paragraph(Role.FIELD, text(writer.write("source"))))
    if "more" in used:
        found.append(paragraph(Role.MORE, text(writer.write("more"), url=writer.url())))
    if "tags" in used:
        found.append(paragraph(Role.TAGS, text(writer.write("tags"))))
    if "share" in used:
        spans = [Span(word, writer.url()) for word in writer.choose("share", random.randint(2, 3))]
        found.append(paragraph(Role.MORE, tuple(part for span in spans for part in (span, Span(" · ")))[:-1]))
    return tuple(found)
