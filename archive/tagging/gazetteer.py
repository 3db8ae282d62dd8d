"""The gazetteer: the names of all regions, and what each may stand for before its context is weighed.

The table is filled with bare rows, many thousands of them; what a name may mean is worked out when a text
first has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from archive.data_files import read_toml
from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import PhraseTable, split_words
from archive.vocabularies.folding import without_marks
from archive.vocabularies.region_tables import Region, generated_rows, listed_subdivisions, upper
from archive.vocabularies.regions import is_subdivision

_DOMINANT_RATIO = 6
_POINTS = frozenset({"North", "South", "East", "West"})
"""Points of the compass, which headlines abbreviate: "S. Africa"."""

_NEW_WORLD = ("US", "CA", "AU")
"""Countries whose towns are often namesakes of older ones, and are followed by their state."""

_SUBDIVISION_THOUSANDS = 800
"""A subdivision counts as much as a town of this size where both have one name."""


class PlaceKind(IntEnum):
    """What a place is to a name; `GENERATED` ones, subdivisions and towns, come from places.tsv."""

    REGION = 0
    CAPITAL = 1
    ALIAS = 2
    LISTED = 3
    GENERATED = 4


class NamedPlace(NamedTuple):
    """A region or town with a name; not `usual` where that is another spelling or a common word too."""

    code: str
    kind: PlaceKind
    thousands: int = _SUBDIVISION_THOUSANDS
    usual: bool = True


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What one name may stand for.

    `codes` has one code, or several where several places have the name: `default` is taken where nothing in a
    text decides, all of them where `together`. The name of a `capital` means its country, or the
    `subdivision` that it is where the text means the town. A `certain` name needs nothing else in the text; a
    `generated` one, from the large tables, counts only outside longer names. A `placed` one needs no country
    beside it if it reads as a place; a `weak` one counts only if it reads as a place.
    """

    name: str
    codes: tuple[str, ...]
    default: str | None = None
    capital: bool = False
    subdivision: str = ""
    certain: bool = True
    weak: bool = False
    generated: bool = False
    placed: bool = False
    together: bool = False


class Gazetteer:
    """All names of regions, and every phrase that must not be read as one."""

    def __init__(self) -> None:
        self._table: PhraseTable[list[NamedPlace] | str] = PhraseTable()
        self._names: dict[str, PlaceName | None] = {}
        for phrase, row in generated_rows("places.tsv"):
            self._table.put_joined(phrase, row)
        for region in upper().values():
            for spelling, kind in _spellings(region).items():
                self._add(spelling, NamedPlace(region.code, kind))
        for code, names in read_toml("government_aliases.toml").items():
            for spelling in _with_plain(names):
                self._add(spelling, NamedPlace(code, PlaceKind.ALIAS))
        for code, names in listed_subdivisions():
            for spelling in _with_plain(names):
                self._add(spelling, NamedPlace(code, PlaceKind.LISTED))
        for name in _ready_names():
            words = " ".join(split_words(name.name).words) if name.together else name.name
            self._table.put_joined(words, [])
            self._names[words] = name

    def __len__(self) -> int:
        return len(self._table)

    def get(self, words: Sequence[str]) -> PlaceName | None:
        """What exactly these words may stand for."""
        phrase = " ".join(words)
        row = self._table.get_joined(phrase)
        return None if row is None else self._name(phrase, row)

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, PlaceName]]:
        """The longest names in `words`, without overlaps, as (first, end, name)."""
        for first, end, row in self._table.scan(words):
            name = self._name(" ".join(words[first:end]), row)
            if name:
                yield first, end, name

    def _add(self, spelling: str, place: NamedPlace) -> None:
        phrase = _phrase(spelling)
        row = self._table.get_joined(phrase)
        if row is None:
            self._table.put_joined(phrase, [place])
        elif isinstance(row, str):
            self._table.put_joined(phrase, [*_places(row), place])
        else:
            row.append(place)

    def _name(self, phrase: str, row: list[NamedPlace] | str) -> PlaceName | None:
        if phrase not in self._names:
            self._names[phrase] = _place_name(phrase, _places(row) if isinstance(row, str) else row)
        return self._names[phrase]


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer."""
    return Gazetteer()


def _ready_names() -> Iterator[PlaceName]:
    """Names whose meaning is given: codes that stand for abbreviated states, areas, and longer phrases."""
    for codes in read_toml("state_abbreviations.toml")["stands_for"].values():
        yield from (PlaceName(code, (code,), code) for code in codes.split())
    for phrase, codes in {**read_toml("areas.toml"), **place_rules().means}.items():
        yield PlaceName(phrase, tuple(codes.split()), together=True)


def _phrase(spelling: str) -> str:
    """The words as the taggers see them, without the cost of their pattern where no sign asks for it."""
    return spelling if spelling.replace(" ", "").isalpha() else " ".join(split_words(spelling).words)


def _places(row: str) -> list[NamedPlace]:
    """The places in a row of places.tsv, with their people in thousands: "CN-GD 17494", "PE-SAM*"."""
    found = []
    for cell in row.split("\t"):
        code, _, thousands = cell.rstrip("*").partition(" ")
        people = int(thousands) if thousands else _SUBDIVISION_THOUSANDS
        found.append(NamedPlace(code, PlaceKind.GENERATED, people, cell[-1] != "*"))
    return found


def _spellings(region: Region) -> dict[str, PlaceKind]:
    """Each way to write each name of a country, bloc or part of the world, and what kind of name it is."""
    several = " and " in region.name and region.code.isdigit()
    demonyms = [form for demonym in region.demonyms for form in (demonym, _plural(demonym))]
    found: dict[str, PlaceKind] = {}
    for names, kind in (
        ((*(() if several else (region.name,)), *demonyms), PlaceKind.REGION),
        (region.capitals, PlaceKind.CAPITAL),
        (region.aliases, PlaceKind.ALIAS),
    ):
        for name in _with_plain(names):
            found.setdefault(name, kind)
            point, _, rest = name.partition(" ")
            if rest and point in _POINTS:
                found.setdefault(f"{point[0]}. {rest}", kind)
    return found


def _with_plain(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        plain = without_marks(name)
        if plain != name and name not in place_rules().exact:
            yield plain


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(("ese", "ish", "s", "ch", "men", "man")) else demonym + "s"


def _place_name(spelling: str, places: Iterable[NamedPlace]) -> PlaceName | None:
    """What a name with these places may stand for; None where it never counts."""
    above = [b for b in places if b.kind <= PlaceKind.ALIAS]
    listed = [b for b in places if b.kind is PlaceKind.LISTED]
    rest = [b for b in places if b.kind is PlaceKind.GENERATED]
    if spelling in place_rules().common or len(spelling) < 4:
        rest = []
    if above:
        return _of_country(spelling, above[0], listed, rest)
    if listed:
        return _of_subdivision(spelling, listed, rest)
    return _of_place(spelling, rest) if rest else None


def _of_country(
    spelling: str, place: NamedPlace, listed: list[NamedPlace], rest: list[NamedPlace]
) -> PlaceName:
    towns = [b.code for b in (*listed, *rest) if b.code[:2] == place.code and is_subdivision(b.code)]
    certain = spelling not in place_rules().with_country and spelling not in place_rules().weak
    weak = spelling in place_rules().weak
    if place.kind is PlaceKind.ALIAS and towns:
        return PlaceName(spelling, (towns[0],), towns[0], certain=certain, weak=weak)
    capital = place.kind is PlaceKind.CAPITAL
    rivals = [] if capital else [b.code for b in listed if b.code[:2] != place.code]
    codes = tuple(dict.fromkeys((place.code, *rivals)))
    default = codes[0] if len(codes) == 1 else None
    return PlaceName(spelling, codes, default, capital, towns[0] if capital and towns else "", certain, weak)


def _of_subdivision(spelling: str, listed: list[NamedPlace], rest: list[NamedPlace]) -> PlaceName:
    codes = dict.fromkeys(b.code for b in listed)
    countries = {code[:2] for code in codes}
    abroad = dict.fromkeys(b.code for b in rest if b.code[:2] not in (*countries, *_NEW_WORLD))
    weak = spelling in place_rules().weak
    certain = not weak and spelling not in place_rules().with_country
    default = next(iter(codes)) if len(codes) == 1 else None
    return PlaceName(spelling, (*codes, *abroad), default, certain=certain, weak=weak)


def _of_place(spelling: str, places: list[NamedPlace]) -> PlaceName:
    """A name from the generated tables: the largest place is the default if none comes near it."""
    size: dict[str, int] = {}
    for place in places:
        size[place.code] = max(size.get(place.code, 0), place.thousands)
    ranked = sorted(size, key=lambda code: -size[code])
    if len(ranked) > 1 and size[ranked[0]] < _DOMINANT_RATIO * size[ranked[1]]:
        countries = list(dict.fromkeys(code[:2] for code in ranked))
        default = countries[0] if len(countries) == 1 else None
    else:
        default = ranked[0]
    usual = any(b.usual for b in places if default in (b.code, b.code[:2]))
    weak = spelling in place_rules().weak or not any(b.usual for b in places)
    placed = usual and not weak and spelling not in place_rules().with_country
    return PlaceName(
        spelling, tuple(ranked), default, certain=False, weak=weak, generated=True, placed=placed
    )
