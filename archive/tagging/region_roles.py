"""The role of a region where it is named: it acts, is the scene, is only mentioned, or is a dateline."""

from collections.abc import Collection
from enum import StrEnum

from archive.tagging.place_context import is_listed_after_a_place
from archive.tagging.place_rules import place_rules
from archive.tagging.text_words import TextWords


class RegionRole(StrEnum):
    """The roles of a region, the strongest first; `ABOUT` where the words around the name show none."""

    ACTOR = "actor"
    SCENE = "scene"
    ABOUT = ""
    MENTIONED = "mentioned"
    DATELINE = "dateline"


FACTORS = {
    RegionRole.ACTOR: 1.25,
    RegionRole.SCENE: 1.0,
    RegionRole.ABOUT: 1.0,
    RegionRole.MENTIONED: 0.2,
    RegionRole.DATELINE: 0.05,
}
"""By what the weight of a mention is multiplied for its role."""

_SCENE = frozenset(
    {"in", "at", "near", "across", "around", "outside", "within", "throughout", "inside", "off"}
)
_TIED = _SCENE | {
    "as",
    "including",
    "like",
    "of",
    "from",
    "to",
    "with",
    "against",
    "for",
    "by",
    "on",
    "over",
    "between",
    "via",
    "into",
    "about",
}
_BY_THE_WAY = frozenset({"surpassing", "overtaking", "unlike", "than", "versus"})
_BY_THE_WAY_PAIRS = frozenset(
    {
        ("compared", "to"), ("compared", "with"), ("similar", "to"), ("as", "in"),
        ("ahead", "of"), ("history", "to"), ("along", "with"), ("apart", "from"), ("aside", "from"),
        ("modelled", "on"), ("modeled", "on"), ("reminiscent", "of"), ("as", "with"), ("arrived", "from"),
        ("returned", "from"), ("behind", "only"), ("educated", "in"), ("born", "in"),
    }
)  # fmt: skip
_FIRST_SEEN = frozenset(
    {"detected", "identified", "reported", "found", "discovered", "seen", "observed", "appeared", "emerged"}
)


def role_of(words: TextWords, first: int, end: int) -> RegionRole:
    """The role of the region named at the words `[first, end)`."""
    before = words.at(first - 1).lower()
    place = first - 1
    if before == "the":
        before, place = words.at(first - 2).lower(), first - 2
    if _is_by_the_way(words, place, before):
        return RegionRole.MENTIONED
    if before in _SCENE:
        return RegionRole.SCENE
    if before in _TIED or is_listed_after_a_place(words, first):
        return RegionRole.ABOUT
    return RegionRole.ACTOR if _acts(words, first, end) else RegionRole.ABOUT


def strongest(roles: Collection[RegionRole]) -> RegionRole:
    """The strongest of the roles that a region's mentions have."""
    return next(role for role in RegionRole if role in roles)


def _is_by_the_way(words: TextWords, place: int, before: str) -> bool:
    if before in _BY_THE_WAY:
        return True
    two = words.at(place - 1).lower()
    if (two, before) in _BY_THE_WAY_PAIRS:
        return True
    return before == "in" and two in _FIRST_SEEN and "first" in (words.at(place - 2), words.at(place - 3))


def _acts(words: TextWords, first: int, end: int) -> bool:
    """Whether a verb follows, or the institution that acts: "China says", "Chinese officials"."""
    after = words.at(end)
    if after in place_rules().institutions:
        return True
    if end - 1 in words.owning or not after.islower():
        return False
    if after == "and":
        return words.at(first - 1) in ("", ".")
    return after in place_rules().acting or (after.endswith(("s", "ed")) and not after.endswith("ss"))
