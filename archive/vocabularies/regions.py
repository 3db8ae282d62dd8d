"""Regions and how they nest: world region (M49) → country (ISO 3166-1) → first-level subdivision (3166-2).

Codes are the standards' own: "142", "030", "CN", "CN-GD". Beside the countries stand the states that are no
more (ISO 3166-3: "SUHH") and blocs ("eu", "asean"), whose codes are ours. A bloc's members are known but do
not stand below it, since a country has one place in the tree. What ISO lists as a country and as a
subdivision too (Hong Kong, Puerto Rico) is known by its country code alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from archive.data_files import read_toml
from archive.models import Tag
from archive.vocabularies.folding import fold_region
from archive.vocabularies.region_tables import Region, subdivisions, upper

MIN_STRENGTH = 0.15
"""An item only names a region whose strength is below this, and is not about it."""


def label(code: str) -> str:
    """The usual English name of the region; an unknown code is its own label."""
    region = _find(code)
    return region.label if region else code


def parent(code: str) -> str | None:
    """The code of the region that this one lies in, or None for one at the top or an unknown code."""
    region = _find(code)
    return region.parent if region else None


def ancestors(code: str) -> tuple[str, ...]:
    """The codes of all regions around this one, outermost first, itself not included."""
    above = parent(code)
    return (*ancestors(above), above) if above else ()


def members(code: str) -> tuple[str, ...]:
    """The countries that form a bloc, or that a former state became; none for any other region."""
    region = _find(code)
    return region.members if region else ()


def strong_enough(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """The tags of the regions that an item is about, without those that it only names."""
    return tuple(tag for tag in tags if tag.strength >= MIN_STRENGTH)


def is_subdivision(code: str) -> bool:
    """Whether the code is made like one of ISO 3166-2: "CN-GD"."""
    return code[2:3] == "-" and code[:2].isupper()


def resolve(name: str) -> str | None:
    """The code that a code, label or other name stands for; None when that is nothing or two places.

    Countries go by their M49 numbers and three letters too ("156" and "CHN" are CN).
    """
    key = fold_region(name)
    for table in (_upper_labels, _subdivision_labels, _upper_others, _subdivision_others, _longer_codes):
        if code := table().get(key):
            return code
    return None


def codes() -> Iterable[str]:
    """Every code, world regions first, then countries, blocs and former states, then subdivisions."""
    return tuple(region.code for region in regions())


def regions() -> Iterator[Region]:
    """Every region with all its names, in the order of `codes`."""
    yield from upper().values()
    yield from subdivisions().values()


def _find(code: str) -> Region | None:
    region = upper().get(code)
    if region is None and is_subdivision(code):
        return subdivisions().get(code)
    return region


@cache
def _upper_labels() -> Mapping[str, str]:
    return _lookup((region.code, (region.code, region.label, region.name)) for region in upper().values())


@cache
def _upper_others() -> Mapping[str, str]:
    return _lookup((r.code, (*r.demonyms, *r.capitals, *r.aliases)) for r in upper().values())


@cache
def _longer_codes() -> Mapping[str, str]:
    return _lookup((region.code, region.other_codes) for region in upper().values())


@cache
def _subdivision_labels() -> Mapping[str, str]:
    found = _lookup((r.code, (r.code, r.label)) for r in subdivisions().values())
    doubles = read_toml("subdivisions.toml")["countries"].items()
    return {**found, **{fold_region(code): country for code, country in doubles}}


@cache
def _subdivision_others() -> Mapping[str, str]:
    return _lookup((r.code, r.aliases) for r in subdivisions().values())


def _lookup(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Folded name → code; a name of two regions is left out."""
    found: dict[str, set[str]] = {}
    for code, names in rows:
        for name in names:
            found.setdefault(fold_region(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
