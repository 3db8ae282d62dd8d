"""What stands around a name, and whether it lets the name be a place."""

from archive.tagging.gazetteer import Name, gazetteer, guards
from archive.tagging.words import Words

_IN = frozenset(
    {"in", "at", "near", "from", "across", "around", "outside", "within", "throughout", "of", "to", "between"}
)
_TOWN = frozenset({"in", "at", "near", "outside", "around", "across"})
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


def is_someone_or_something_else(words: Words, first: int, end: int, name: Name) -> bool:
    """Whether the words around `[first, end)` make the name part of a person's or a newspaper's."""
    return _is_masthead(words, end) or (
        end == first + 1 and (_is_surname(words, first, name) or _is_given_name(words, first, name))
    )


def reads_as_a_place(words: Words, first: int, end: int, country: str) -> bool:
    """Whether a preposition before it, a word for a unit beside it or its country after it shows a place."""
    before = words.at(first - 1).lower()
    if before == "the":
        before = words.at(first - 2).lower()
    return before in _IN or _unit_beside(words, first, end) or _country_follows(words, end, country)


def means_the_town(words: Words, first: int, end: int) -> bool:
    """Whether the name of a capital means the town itself rather than the government that sits there."""
    return words.at(first - 1).lower() in _TOWN or _unit_beside(words, first, end)


def is_shouted(words: Words) -> bool:
    """Whether the text is all in capitals, so that "US" may be "us"."""
    return words.text.isupper()


def in_title_case(words: Words) -> bool:
    """Whether nearly all words that could be small begin with a capital, as in some headlines."""
    longer = [w for w in words.words if w[0].isalpha() and w.lower() not in LINKING]
    return len(longer) > 3 and sum(w[0].isupper() for w in longer) >= 0.8 * len(longer)


def _country_follows(words: Words, end: int, country: str) -> bool:
    """Whether the name of the country stands after a comma: "Drenthe, the Netherlands"."""
    start = end + 2 if words.at(end + 1) == "the" else end + 1
    if words.at(end) != ",":
        return False
    followers = (gazetteer().get(words.words[start : start + length]) for length in (1, 2, 3))
    return any(name is not None and country in name.codes for name in followers)


def _unit_beside(words: Words, first: int, end: int) -> bool:
    after = words.at(end).lower()
    return after in _UNITS or (words.at(first - 1).lower() == "of" and words.at(first - 2).lower() in _UNITS)


def _is_masthead(words: Words, end: int) -> bool:
    """A place and a capitalised word of the press: "Libya Observer", but not "China's Daily"."""
    return words.at(end) in guards().mastheads and end - 1 not in words.owning and not in_title_case(words)


def _is_surname(words: Words, first: int, name: Name) -> bool:
    if name.name not in guards().surnames:
        return False
    before = words.at(first - 1)
    if before == ".":
        initial = words.at(first - 2)
        return len(initial) == 1 and initial.isupper()
    return (
        before in guards().given_names
        or before in guards().titles
        or (len(before) == 1 and before in "BCDEFGHJKLMNPQRSTW")
    )


def _is_given_name(words: Words, first: int, name: Name) -> bool:
    """A capitalised word follows that is no office, institution or verb: "Jordan Peterson"."""
    if name.name not in guards().given or first in words.owning:
        return False
    after = words.at(first + 1)
    if not after[:1].isupper() or after.isupper() or after in guards().follows:
        return False
    if words.gap(first) != " ":
        return False
    return not in_title_case(words) or not after.endswith(("s", "ed", "ing"))
