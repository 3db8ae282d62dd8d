"""The tables behind `archive.vocabularies.regions`, read from `archive/data` when first asked for.

World regions, blocs, countries and states that are no more come from TOML files written by hand; subdivisions
from a table generated of CLDR and GeoNames, under the names in `subdivisions.toml` where we know better.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.data_files import read_text, read_toml
from archive.vocabularies.folding import fold_region


@dataclass(frozen=True, slots=True)
class Region:
    """One region and its names: `label` is unique, `name` is what stands in text, `aliases` stand for it too.

    Subdivisions that are `listed` have a usual English name in `subdivisions.toml`, the others one from the
    generated table. `members` are the countries of a bloc, or those that a former state became; `other_codes`
    are a country's codes of three letters and digits.
    """

    code: str
    label: str
    parent: str | None
    name: str
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    listed: bool = True
    members: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()


@cache
def upper() -> Mapping[str, Region]:
    """World regions, countries, blocs and former states by code: all that is no subdivision."""
    found = {code: _region(code, row, row.get("parent")) for code, row in read_toml("world.toml").items()}
    countries = read_toml("countries.toml")
    for code, row in read_toml("world.toml").items():
        for country in row.get("countries", "").split():
            found[country] = _region(country, countries[country], code)
    for table in ("blocs.toml", "historical.toml"):
        found.update((code, _region(code, row, row.get("parent"))) for code, row in read_toml(table).items())
    return found


@cache
def subdivisions() -> Mapping[str, Region]:
    """First-level subdivisions by code, each with a label that no other region has."""
    countries_too = read_toml("subdivisions.toml")["countries"]
    listed_names = dict(listed_subdivisions())
    named = {
        code: tuple(listed_names.get(code) or names.split("\t"))
        for code, names in generated_rows("subdivisions.tsv")
        if code not in countries_too
    }
    taken = Counter(fold_region(region.label) for region in upper().values())
    above = set(taken)
    keys = {code: fold_region(names[0]) for code, names in named.items()}
    taken.update(keys.values())
    among_ours = Counter(keys[code] for code in listed_names if code in keys)
    at_home = Counter((code[:2], key) for code, key in keys.items())
    found = {}
    for code, names in named.items():
        key, listed = keys[code], code in listed_names
        alone = taken[key] == 1 or (listed and among_ours[key] == 1 and key not in above)
        shown = names[0] if alone else _distinguished(code, names[0], at_home[code[:2], key] > 1)
        found[code] = Region(code, shown, code[:2], names[0], aliases=names[1:], listed=listed)
    return found


def listed_subdivisions() -> Iterator[tuple[str, list[str]]]:
    """The subdivisions with names of our own, by code, without the cost of making labels for all."""
    tables = read_toml("subdivisions.toml")
    for country, rows in tables.items():
        if country != "countries":
            yield from ((f"{country}-{local}", names) for local, names in rows.items())


def generated_rows(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a table that tools/places.py generates: the first cell, and the rest."""
    for line in read_text(name).splitlines():
        if line[0] != "#":
            first, _, rest = line.partition("\t")
            yield first, rest


def _region(code: str, row: Mapping[str, Any], above: str | None) -> Region:
    return Region(
        code,
        row["name"],
        above,
        row["name"],
        demonyms=tuple(row.get("demonyms", ())),
        capitals=tuple(row.get("capitals", ())),
        aliases=tuple(row.get("aliases", ())),
        members=tuple((row.get("members") or row.get("became") or "").split()),
        other_codes=tuple(row.get("iso", "").split()),
    )


def _distinguished(code: str, name: str, doubled_at_home: bool) -> str:
    """The name with its country, and with its code where even the country has two of the name."""
    return f"{name} ({upper()[code[:2]].label}{', ' + code if doubled_at_home else ''})"
