"""The names of all regions as one phrase table: what each may stand for before context is weighed.

The table is filled with bare rows, many thousands of them; what a name may mean is worked out when a text
first has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from archive.tagging.rules import rules
from archive.tagging.words import PhraseTable, split_words
from archive.vocabularies.region_tables import Region, data, made, ours, upper, without_accents
from archive.vocabularies.regions import is_subdivision

_DOMINANT = 6
_NEW_WORLD = ("US", "CA", "AU")
"""Their many namesakes of older towns are told by the state that follows."""

_SUBDIVISION_THOUSANDS = 800
"""A subdivision counts as much as a town of this size where both have one name."""


class Kind(IntEnum):
    """What a bearer of a name is; `MADE` ones, subdivisions and towns, are from places.tsv."""

    REGION = 0
    SEAT = 1
    ALIAS = 2
    OURS = 3
    MADE = 4


class Bearer(NamedTuple):
    """A region or town that goes by a name; `usual` unless the name is another spelling or a word besides."""

    code: str
    kind: Kind
    thousands: int = _SUBDIVISION_THOUSANDS
    usual: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """What one name may stand for.

    `codes` has one code, or several where the name has several bearers; `default` is taken where nothing
    else in a text decides, and all of them where `together`. `finer` is the subdivision that a capital is,
    when the text means the town. `certain` names count without more ado; `made` ones, from the large
    tables, only by themselves and not within a longer name, and a `placed` one also without its country if
    it reads as a place. A `weak` one must read as a place besides.
    """

    name: str
    codes: tuple[str, ...]
    default: str | None = None
    seat: bool = False
    finer: str = ""
    certain: bool = True
    weak: bool = False
    made: bool = False
    placed: bool = False
    together: bool = False


class Gazetteer:
    """All names, and every phrase that must not be read as one."""

    def __init__(self) -> None:
        self._table: PhraseTable[list[Bearer] | str] = PhraseTable()
        self._names: dict[str, Name | None] = {}
        for phrase, row in made("places.tsv"):
            self._table.put_joined(phrase, row)
        for region in upper().values():
            for spelling, kind in _spellings(region).items():
                self._add(spelling, Bearer(region.code, kind))
        for code, names in data("standins.toml").items():
            for spelling in _with_plain(names):
                self._add(spelling, Bearer(code, Kind.ALIAS))
        for code, names in ours():
            for spelling in _with_plain(names):
                self._add(spelling, Bearer(code, Kind.OURS))
        for phrase, codes in {**data("areas.toml"), **rules().means}.items():
            words = " ".join(split_words(phrase).words)
            self._table.put_joined(words, [])
            self._names[words] = Name(phrase, tuple(codes.split()), together=True)

    def __len__(self) -> int:
        return len(self._table)

    def get(self, words: Sequence[str]) -> Name | None:
        """What exactly these words may stand for."""
        phrase = " ".join(words)
        row = self._table.get_joined(phrase)
        return None if row is None else self._name(phrase, row)

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, Name]]:
        """The longest names in `words`, without overlaps, as (first, end, name)."""
        for first, end, row in self._table.scan(words):
            name = self._name(" ".join(words[first:end]), row)
            if name:
                yield first, end, name

    def _add(self, spelling: str, bearer: Bearer) -> None:
        phrase = _phrase(spelling)
        row = self._table.get_joined(phrase)
        if row is None:
            self._table.put_joined(phrase, [bearer])
        elif isinstance(row, str):
            self._table.put_joined(phrase, [*_bearers(row), bearer])
        else:
            row.append(bearer)

    def _name(self, phrase: str, row: list[Bearer] | str) -> Name | None:
        if phrase not in self._names:
            self._names[phrase] = _weighed(phrase, _bearers(row) if isinstance(row, str) else row)
        return self._names[phrase]


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer."""
    return Gazetteer()


def _phrase(spelling: str) -> str:
    """The words as the taggers see them, without the cost of their pattern where no sign asks for it."""
    return spelling if spelling.replace(" ", "").isalpha() else " ".join(split_words(spelling).words)


def _bearers(row: str) -> list[Bearer]:
    """The bearers of a name from its row in places.tsv: "CN-GD 17494", "PE-SAM*"."""
    found = []
    for cell in row.split("\t"):
        code, _, thousands = cell.rstrip("*").partition(" ")
        people = int(thousands) if thousands else _SUBDIVISION_THOUSANDS
        found.append(Bearer(code, Kind.MADE, people, cell[-1] != "*"))
    return found


def _spellings(region: Region) -> dict[str, Kind]:
    """Each way to write each name of a country, bloc or part of the world, and what kind of name it is."""
    several = " and " in region.name and region.code.isdigit()
    demonyms = (*region.demonyms, *(_plural(demonym) for demonym in region.demonyms))
    found: dict[str, Kind] = {}
    for names, kind in (
        ((*(() if several else (region.name,)), *demonyms), Kind.REGION),
        (region.capitals, Kind.SEAT),
        (region.aliases, Kind.ALIAS),
    ):
        for name in _with_plain(names):
            found.setdefault(name, kind)
    return found


def _with_plain(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        plain = without_accents(name)
        if plain != name and name not in rules().exact:
            yield plain


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(("ese", "ish", "s", "ch", "men", "man")) else demonym + "s"


def _weighed(spelling: str, bearers: Iterable[Bearer]) -> Name | None:
    """What a name with these bearers may stand for; None where it never counts."""
    above = [b for b in bearers if b.kind <= Kind.ALIAS]
    own = [b for b in bearers if b.kind is Kind.OURS]
    rest = [b for b in bearers if b.kind is Kind.MADE]
    if spelling in rules().common or len(spelling) < 4:
        rest = []
    if above:
        return _of_country(spelling, above[0], own, rest)
    if own:
        return _of_subdivision(spelling, own, rest)
    return _of_place(spelling, rest) if rest else None


def _of_country(spelling: str, bearer: Bearer, own: list[Bearer], rest: list[Bearer]) -> Name:
    towns = [b.code for b in (*own, *rest) if b.code[:2] == bearer.code and is_subdivision(b.code)]
    certain = spelling not in rules().with_country and spelling not in rules().weak
    weak = spelling in rules().weak
    if bearer.kind is Kind.ALIAS and towns:
        return Name(spelling, (towns[0],), towns[0], certain=certain, weak=weak)
    seat = bearer.kind is Kind.SEAT
    rivals = [] if seat else [b.code for b in own if b.code[:2] != bearer.code]
    codes = tuple(dict.fromkeys((bearer.code, *rivals)))
    default = codes[0] if len(codes) == 1 else None
    return Name(spelling, codes, default, seat, towns[0] if seat and towns else "", certain, weak)


def _of_subdivision(spelling: str, own: list[Bearer], rest: list[Bearer]) -> Name:
    codes = dict.fromkeys(b.code for b in own)
    countries = {code[:2] for code in codes}
    abroad = dict.fromkeys(b.code for b in rest if b.code[:2] not in (*countries, *_NEW_WORLD))
    weak = spelling in rules().weak
    certain = not weak and spelling not in rules().with_country
    default = next(iter(codes)) if len(codes) == 1 else None
    return Name(spelling, (*codes, *abroad), default, certain=certain, weak=weak)


def _of_place(spelling: str, bearers: list[Bearer]) -> Name:
    """A name from the made tables: the largest bearer is the default if none comes near it."""
    size: dict[str, int] = {}
    for bearer in bearers:
        size[bearer.code] = max(size.get(bearer.code, 0), bearer.thousands)
    ranked = sorted(size, key=lambda code: -size[code])
    if len(ranked) > 1 and size[ranked[0]] < _DOMINANT * size[ranked[1]]:
        countries = list(dict.fromkeys(code[:2] for code in ranked))
        default = countries[0] if len(countries) == 1 else None
    else:
        default = ranked[0]
    usual = any(b.usual for b in bearers if default in (b.code, b.code[:2]))
    weak = spelling in rules().weak or not any(b.usual for b in bearers)
    placed = usual and not weak and spelling not in rules().with_country
    return Name(spelling, tuple(ranked), default, certain=False, weak=weak, made=True, placed=placed)
