"""The names of all regions as one phrase table: what each may stand for before context is weighed."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from archive.regions import Region, fold, regions
from archive.tagging.words import PhraseTable, split_words


@dataclass(frozen=True, slots=True)
class Guards:
    """The rules of `archive/data/guards.toml`, as sets; see that file for what each is."""

    mastheads: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    follows: frozenset[str]
    given_names: frozenset[str]
    titles: frozenset[str]
    with_country: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    exact: frozenset[str]
    means: Mapping[str, str]
    contrary: Mapping[str, frozenset[str]]
    choose: Mapping[str, "Choice"]


@dataclass(frozen=True, slots=True)
class Choice:
    """How a name of several places is decided: the words that speak for each, and what it is otherwise."""

    words: Mapping[str, frozenset[str]]
    default: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """What one name may stand for.

    `codes` has one code, or several where the name has several bearers, the `listed` ones that have a usual
    English name of ours first. `finer` is the subdivision that a capital is, when the text means the town.
    `certain` names count without more ado; a `weak` one must read as a place besides.
    """

    name: str
    codes: tuple[str, ...]
    listed: int = 1
    finer: str = ""
    certain: bool = True
    weak: bool = False


@cache
def guards() -> Guards:
    """The context rules."""
    rows: dict[str, Any] = tomllib.loads(
        resources.files("archive").joinpath("data", "guards.toml").read_text("utf-8")
    )
    sets = {
        key: frozenset(rows[key])
        for key in Guards.__slots__
        if isinstance(rows[key], list) and key != "choose"
    }
    return Guards(
        **sets,
        means=rows["means"],
        contrary={name: frozenset(words) for name, words in rows["contrary"].items()},
        choose={row["name"]: _choice(row) for row in rows["choose"]},
    )


@cache
def gazetteer() -> PhraseTable[Name]:
    """Every name and every phrase that must not be read as one."""
    bearers: dict[tuple[str, ...], list[tuple[Region, bool]]] = {}
    for region in regions():
        for spelling, is_seat in _spellings(region):
            bearers.setdefault(tuple(split_words(spelling).words), []).append((region, is_seat))
    table: PhraseTable[Name] = PhraseTable()
    for words, found in bearers.items():
        name = _name(" ".join(words), found)
        if name:
            table.put(words, name)
    for phrase, codes in guards().means.items():
        table.put(split_words(phrase).words, Name(phrase, tuple(codes.split()), listed=0))
    return table


def _choice(row: Mapping[str, Any]) -> Choice:
    return Choice({code: frozenset(words) for code, words in row["words"].items()}, row.get("default"))


def _spellings(region: Region) -> Iterator[tuple[str, bool]]:
    """Each way to write each name, and whether it is the name of a seat of government."""
    seats = set(region.capitals)
    if " and " in region.name and region.code.isdigit():
        return
    if " and " in region.name and region.code.isdigit():
        return
    for name in dict.fromkeys((region.name, *region.demonyms, *region.capitals, *region.aliases)):
        yield name, name in seats
        plain = _without_accents(name)
        if plain != name and name not in guards().exact:
            yield plain, name in seats
    for demonym in region.demonyms:
        yield _plural(demonym), False


def _without_accents(name: str) -> str:
    """The name in plain letters, with its capitals kept."""
    return "".join(
        fold(c).upper() if c.isupper() and not c.isascii() else (c if c.isascii() else fold(c)) for c in name
    )


def _plural(demonym: str) -> str:
    return demonym if demonym.endswith(("ese", "ish", "s", "ch", "men", "man")) else demonym + "s"


def _name(spelling: str, found: list[tuple[Region, bool]]) -> Name | None:
    rules = guards()
    upper = [region for region, _ in found if "-" not in region.code]
    listed = [region for region, _ in found if "-" in region.code and region.listed]
    others = [region for region, _ in found if "-" in region.code and not region.listed]
    if spelling in rules.common or len(spelling) < 4:
        others = []
    certain = spelling not in rules.with_country and spelling not in rules.weak
    if upper:
        finer = next((r.code for r in (*listed, *others) if r.parent == upper[0].code), "")
        seat = any(is_seat for region, is_seat in found if region is upper[0])
        rivals = [] if seat else [r for r in listed if r.parent != upper[0].code]
        codes = tuple(dict.fromkeys(region.code for region in (*upper[:1], *rivals)))
        return Name(spelling, codes, len(codes), finer if seat else "", certain, spelling in rules.weak)
    codes = tuple(dict.fromkeys(region.code for region in (*listed, *others)))
    weak = spelling in rules.weak or not listed
    return Name(spelling, codes, len(listed), "", certain and not weak, weak) if codes else None
