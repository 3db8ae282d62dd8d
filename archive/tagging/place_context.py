"""The words around a name that show whether it means a place."""

from functools import lru_cache

from archive.tagging.gazetteer import PlaceName, gazetteer
from archive.tagging.names.word_lists import name_lists
from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import TextWords

_IN = frozenset(
    {"in", "at", "near", "from", "across", "around", "outside", "within", "throughout", "of", "to", "between"}
)
_TOWN = frozenset({"in", "at", "near", "outside", "around", "across"})
_PARTS = frozenset(
    {"outskirts", "streets", "centre", "center", "suburbs", "suburb", "city", "north", "south", "capital"}
)
_PARTICLES = frozenset(
    {"da", "das", "de", "del", "della", "di", "do", "dos", "du", "e", "el", "i", "la", "los", "y"}
)
_UNITS = frozenset(
    {
        "province",
        "provinces",
        "region",
        "state",
        "states",
        "district",
        "governorate",
        "county",
        "oblast",
        "prefecture",
        "municipality",
        "department",
        "territory",
        "canton",
        "city",
        "voivodeship",
        "republic",
        "krai",
        "emirate",
        "division",
    }
)
LINKING = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
        "after",
        "against",
        "via",
        "vs",
        "amid",
    }
)


def is_someone(words: TextWords, first: int, end: int, name: PlaceName) -> bool:
    """Whether the words around `[first, end)` make the name part of a person's: "Jordan Peterson"."""
    return end == first + 1 and (_is_surname(words, first, name) or _is_given_name(words, first, name))


def is_something_else(words: TextWords, first: int, end: int, name: PlaceName) -> bool:
    """Whether the words around `[first, end)` make the name a newspaper's or part of a longer one."""
    if (name.generated or name.capital) and _is_tied_by_a_particle(words, first, end):
        return True
    return _is_masthead(words, end)


def reads_as_a_place(words: TextWords, first: int, end: int, country: str) -> bool:
    """Whether a preposition before it, a word for a unit beside it or its country after it shows a place."""
    return (
        _word_before(words, first) in _IN
        or _unit_beside(words, first, end)
        or _country_follows(words, end, country)
        or is_listed_after_a_place(words, first)
    )


def followed_by(words: TextWords, end: int) -> tuple[str, ...]:
    """The regions that a name right after a comma may mean: "Hub, Balochistan"; none for no name."""
    if words.at(end) != ",":
        return ()
    start = end + 2 if words.at(end + 1) in ("the", "West") else end + 1
    names = (gazetteer().get(words.words[start : start + length]) for length in (3, 2, 1))
    return next((name.codes for name in names if name is not None), ())


def is_part_of_a_name(words: TextWords, first: int, end: int) -> bool:
    """Whether a capitalised word beside it makes the name part of a longer one: "Abraham Lincoln"."""
    after = words.at(end)
    tied = after[:1].isupper() and words.gap(end - 1) in (" ", "-") and end - 1 not in words.owning
    if tied and (
        after == "County" or (after.lower() not in _UNITS and after not in place_rules().after_town)
    ):
        return True
    before = words.at(first - 1)
    return before[:1].isupper() and words.gap(first - 1) in (" ", "-") and before not in place_rules().before


def is_listed_after_a_place(words: TextWords, first: int) -> bool:
    """Whether the name stands in a list of names after a preposition: "from Kano, Kaduna and Jos"."""
    place, linked = first - 1, False
    while place > 0 and (words.at(place) in (",", "and", "or") or (linked and words.at(place)[:1].isupper())):
        linked = True
        place -= 1
    return linked and words.at(place).lower() in _IN and words.at(place + 1)[:1].isupper()


def means_the_town(words: TextWords, first: int, end: int) -> bool:
    """Whether the name of a capital means the town itself rather than the government that sits there."""
    before = words.at(first - 1).lower()
    if before == "of" and words.at(first - 2).lower() in _PARTS:
        return True
    return before in _TOWN or words.at(end) in ("Mayor", "mayor") or _unit_beside(words, first, end)


def is_all_caps(words: TextWords) -> bool:
    """Whether the text is all in capitals, so that "US" may be "us"."""
    return words.text.isupper()


@lru_cache(maxsize=8)
def in_title_case(words: TextWords) -> bool:
    """Whether nearly all longer words begin with a capital, as in some headlines."""
    longer = [w for w in words.words if w[0].isalpha() and w.lower() not in LINKING]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)


def _country_follows(words: TextWords, end: int, country: str) -> bool:
    """Whether its country, or a part of it, stands after a comma: "Drenthe, the Netherlands"."""
    return any(code == country or code[:3] == f"{country}-" for code in followed_by(words, end))


def _word_before(words: TextWords, first: int) -> str:
    before = words.at(first - 1).lower()
    return words.at(first - 2).lower() if before == "the" else before


def _is_tied_by_a_particle(words: TextWords, first: int, end: int) -> bool:
    """Whether a particle joins the name to another one: "Mocímboa da Praia", "Qala e Naw"."""
    if words.at(first - 1) in _PARTICLES and words.at(first - 2)[:1].isupper():
        return True
    if words.at(end) not in _PARTICLES or words.gap(end - 1) != " ":
        return False
    return words.at(end + 1)[:1].isupper() or words.at(end + 1) in _PARTICLES


def _unit_beside(words: TextWords, first: int, end: int) -> bool:
    after = words.at(end).lower()
    return after in _UNITS or (words.at(first - 1).lower() == "of" and words.at(first - 2).lower() in _UNITS)


def _is_masthead(words: TextWords, end: int) -> bool:
    """Whether a word of the press follows: "Libya Observer", but not "China's Daily"."""
    return (
        words.at(end) in place_rules().mastheads and end - 1 not in words.owning and not in_title_case(words)
    )


def _is_surname(words: TextWords, first: int, name: PlaceName) -> bool:
    if name.name not in place_rules().surnames:
        return False
    before = words.at(first - 1)
    if before == ".":
        initial = words.at(first - 2)
        return len(initial) == 1 and initial.isupper()
    return (
        before in place_rules().given_names
        or before in name_lists().given
        or before in place_rules().titles
        or (len(before) == 1 and before in "BCDEFGHJKLMNPQRSTW")
    )


def _is_given_name(words: TextWords, first: int, name: PlaceName) -> bool:
    """Whether a capitalised word follows that is no office, institution or verb: "Jordan Peterson"."""
    if name.name not in place_rules().given or first in words.owning:
        return False
    after = words.at(first + 1)
    if not after[:1].isupper() or after.isupper() or after in place_rules().follows:
        return False
    if words.gap(first) != " ":
        return False
    return not in_title_case(words) or not after.endswith(("s", "ed", "ing"))
