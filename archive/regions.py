"""Regions and how they nest: world region (M49) → country (ISO 3166-1) → first-level subdivision (3166-2).

Codes are the standards' own: "142", "030", "CN", "CN-GD". Subdivisions come from pycountry, which is loaded
only when one is asked for; the usual English names and the M49 table are ours (`archive/data/`). What ISO
lists as a country and as a subdivision too (Hong Kong, Puerto Rico) is known by its country code alone.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """One region and its names: `label` is unique, `name` is what stands in text, `aliases` stand for it too.

    `listed` tells the subdivisions with a usual English name of ours from those that keep ISO's spelling.
    """

    code: str
    label: str
    parent: str | None
    name: str
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    listed: bool = True


def label(code: str) -> str:
    """The usual English name of the region; an unknown code is its own label."""
    region = _find(code)
    return region.label if region else code


def parent(code: str) -> str | None:
    """The code of the region that this one lies in, or None for a world region or an unknown code."""
    region = _find(code)
    return region.parent if region else None


def ancestors(code: str) -> tuple[str, ...]:
    """The codes of all regions around this one, outermost first, itself not included."""
    above = parent(code)
    return (*ancestors(above), above) if above else ()


def resolve(name: str) -> str | None:
    """The code that a code, label or other name stands for; None when that is nothing or two places.

    Countries go by their M49 numbers and three letters too ("156" and "CHN" are CN).
    """
    key = fold(name)
    for table in (_upper_labels, _subdivision_labels, _upper_others, _subdivision_others, _longer_codes):
        if code := table().get(key):
            return code
    return None


def codes() -> Iterable[str]:
    """Every code, world regions first, then countries, then subdivisions."""
    return (*_upper(), *_subdivisions())


def regions() -> Iterator[Region]:
    """Every region with all its names, in the order of `codes`."""
    yield from _upper().values()
    yield from _subdivisions().values()


def fold(name: str) -> str:
    """The name as look-ups compare it: lower case, without accents, dots and doubled spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.casefold().replace("’", "'").replace("ı", "i").replace(".", "")
    return " ".join(plain.removeprefix("the ").split())


def _find(code: str) -> Region | None:
    region = _upper().get(code)
    if region is None and "-" in code:
        return _subdivisions().get(code)
    return region


@cache
def _upper() -> Mapping[str, Region]:
    world, countries = _data("world.toml"), _data("countries.toml")
    found = {
        code: Region(code, row["name"], row.get("parent"), row["name"], aliases=tuple(row.get("aliases", ())))
        for code, row in world.items()
    }
    for code, row in world.items():
        for country in row.get("countries", "").split():
            found[country] = _country(country, code, countries[country])
    return found


def _country(code: str, region: str, row: Mapping[str, object]) -> Region:
    def words(key: str) -> tuple[str, ...]:
        values = row.get(key, ())
        return tuple(str(v) for v in values) if isinstance(values, list) else ()

    name = str(row["name"])
    return Region(code, name, region, name, words("demonyms"), words("capitals"), words("aliases"))


@cache
def _subdivisions() -> Mapping[str, Region]:
    import pycountry

    rows = sorted(pycountry.subdivisions, key=lambda row: row.code)
    units = {row.code for row in rows if row.type == "Geographical unit"}
    first = [row for row in rows if row.code not in units and row.parent_code in {None, *units}]
    named = {row.code: _names_of(row.code, row.name) for row in first if not _is_country_too(row.code)}
    taken = Counter(fold(region.label) for region in _upper().values())
    taken.update(fold(names[0]) for names, _ in named.values())
    ours = Counter(fold(names[0]) for names, listed in named.values() if listed)
    upper = {fold(region.label) for region in _upper().values()}
    at_home = Counter((code[:2], fold(names[0])) for code, (names, _) in named.items())
    found = {}
    for code, (names, listed) in named.items():
        key = fold(names[0])
        alone = taken[key] == 1 or (listed and ours[key] == 1 and key not in upper)
        shown = names[0] if alone else _told_apart(code, names[0], at_home[code[:2], key] > 1)
        found[code] = Region(code, shown, code[:2], names[0], aliases=names[1:], listed=listed)
    return found


def _told_apart(code: str, name: str, doubled_at_home: bool) -> str:
    """The name with its country, and with its code where even the country has two of the name."""
    return f"{name} ({_upper()[code[:2]].label}{', ' + code if doubled_at_home else ''})"


def _is_country_too(code: str) -> bool:
    return code in _data("subdivisions.toml")["countries"]


def _names_of(code: str, iso_name: str) -> tuple[tuple[str, ...], bool]:
    country, _, local = code.partition("-")
    ours = _data("subdivisions.toml").get(country, {}).get(local)
    return (tuple(ours), True) if ours else ((_plain_name(iso_name),), False)


def _plain_name(iso_name: str) -> str:
    """ISO's name without its asides, its article put last and its word for the kind of unit."""
    name = re.sub(r"\s*[\[(].*?[\])]|,.*$", "", iso_name)
    return _UNIT_WORDS.sub("", name).strip(" -'") or iso_name


_UNIT_WORDS = re.compile(
    r"(?:[\s-]+|^)(?:sheng|shi|do|gwangyeoksi|oblast'?|kra[iy]|okrug|respublika|oblysy|qalasy|viloyati|"
    r"shahri|wiloyati|welaýaty|velayati|voblasć|horad|novads|apskritis|(?:rajono |miesto )?savivaldybė|"
    r"maakond|megye|kraj|župan[i]?ja|raion(?:ul)?|marz|aimag|wilāyat|state|province|region|district|county|department|"
    r"departamento|governorate|prefecture|municipality|division|parish|island council)$",
    re.IGNORECASE,
)


@cache
def _upper_labels() -> Mapping[str, str]:
    return _lookup((region.code, (region.code, region.label, region.name)) for region in _upper().values())


@cache
def _upper_others() -> Mapping[str, str]:
    return _lookup((r.code, (*r.demonyms, *r.capitals, *r.aliases)) for r in _upper().values())


@cache
def _subdivision_labels() -> Mapping[str, str]:
    found = _lookup((r.code, (r.code, r.label)) for r in _subdivisions().values())
    doubles = _data("subdivisions.toml")["countries"].items()
    return {**found, **{fold(code): country for code, country in doubles}}


@cache
def _subdivision_others() -> Mapping[str, str]:
    return _lookup((r.code, r.aliases) for r in _subdivisions().values())


@cache
def _longer_codes() -> Mapping[str, str]:
    """ISO's and M49's other codes of the countries: both number them alike."""
    import pycountry

    ours = [row for row in pycountry.countries if row.alpha_2 in _upper()]
    return _lookup((row.alpha_2, (row.alpha_3, row.numeric)) for row in ours)


def _lookup(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Folded name → code; a name of two regions is left out."""
    found: dict[str, set[str]] = {}
    for code, names in rows:
        for name in names:
            found.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("archive").joinpath("data", name).read_text("utf-8"))
