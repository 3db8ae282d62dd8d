"""The rules of `archive/data/place_rules.toml`: when a place's name does not mean the place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.data_files import read_toml


@dataclass(frozen=True, slots=True)
class NameChoice:
    """How a name of several places is decided: the words that speak for each, and what it is otherwise."""

    words: Mapping[str, frozenset[str]]
    default: str | None


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The rules as sets; see the file for what each is."""

    mastheads: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    follows: frozenset[str]
    given_names: frozenset[str]
    titles: frozenset[str]
    before: frozenset[str]
    with_country: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    exact: frozenset[str]
    after_town: frozenset[str]
    acting: frozenset[str]
    institutions: frozenset[str]
    small: frozenset[str]
    companies: frozenset[str]
    sellers: frozenset[str]
    national: frozenset[str]
    currencies: frozenset[str]
    exchanges: frozenset[str]
    traded: frozenset[str]
    means: Mapping[str, str]
    contrary: Mapping[str, frozenset[str]]
    choose: Mapping[str, NameChoice]


@cache
def place_rules() -> PlaceRules:
    """The rules, read once."""
    rows = dict(read_toml("place_rules.toml"))
    means = rows.pop("means")
    contrary = {name: frozenset(words) for name, words in rows.pop("contrary").items()}
    choose = {row["name"]: _choice(row) for row in rows.pop("choose")}
    sets = {name: frozenset(words) for name, words in rows.items()}
    return PlaceRules(means=means, contrary=contrary, choose=choose, **sets)


def _choice(row: Mapping[str, Any]) -> NameChoice:
    return NameChoice({code: frozenset(words) for code, words in row["words"].items()}, row.get("default"))
