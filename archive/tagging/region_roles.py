"""The role of a region where it is named: it acts, is the scene, is only mentioned, or is a dateline."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from archive.tagging.gazetteer import PlaceName
from archive.tagging.place_context import is_listed_after_a_place
from archive.tagging.place_rules import place_rules
from archive.tagging.place_uses import is_only_a_unit
from archive.tagging.text_words import TextWords


class RegionRole(StrEnum):
    """The roles of a region, the strongest first; `ABOUT` where the words around the name show none."""

    ACTOR = "actor"
    SCENE = "scene"
    ABOUT = ""
    MENTIONED = "mentioned"
    DATELINE = "dateline"


_RANKS = {role: rank for rank, role in enumerate(RegionRole)}
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
_COUNTERPARTS = frozenset({"to", "from", "in", "by"})
_BETWEEN_MEMBERS = frozenset({",", "and", "or", "the", "&", "West", "East"})
SENTENCE_BEGINS = ("", ".", "!", "?", "-", "–", "—", ":", "•")
_COPULAS = frozenset(
    {"is", "are", "was", "were", "and", "where", "which", "who", "whose", "while", "when", "among", "that"}
)
_ORIGINS = frozenset(
    {"born", "educated", "trained", "built", "made", "style", "flag", "flagged", "registered"}
)
_LIST = 3
"""A list of so many countries says little of each, unless they act or something goes on between them."""


def role_of(words: TextWords, first: int, end: int) -> RegionRole:
    """The role of the region named at the words `[first, end)`."""
    before = words.at(first - 1).lower()
    place = first - 1
    if before == "the":
        before, place = words.at(first - 2).lower(), first - 2
    if _is_by_the_way(words, place, before, end) or is_only_a_unit(words, end):
        return RegionRole.MENTIONED
    if before in _SCENE:
        return RegionRole.SCENE
    if before == "as" and words.at(place - 1).lower() != "such" and _acts(words, first, end):
        return RegionRole.ACTOR
    if before in _TIED or is_listed_after_a_place(words, first):
        return RegionRole.ABOUT
    return RegionRole.ACTOR if _acts(words, first, end) else RegionRole.ABOUT


def roles_in_lists(
    words: TextWords, found: Sequence[tuple[int, int, PlaceName]], lead: int
) -> Mapping[int, RegionRole]:
    """The roles of the countries in lists, by where they stand: each is only mentioned.

    But something may go on between them, and in the first sentence, which ends at `lead`, they may act or be
    the scene.
    """
    roles: dict[int, RegionRole] = {}
    if len(found) < _LIST:
        return roles
    for run in _lists(words, found):
        first, end = run[0][0], run[-1][1]
        if len({name.codes[0][:2] for _, _, name in run}) < _LIST:
            continue
        before = _word_before(words, first)
        if before == "between" or (first < lead and _acts_together(words, before, end)):
            roles.update((place, RegionRole.ACTOR) for place, _, _ in run)
        elif first >= lead or before not in _SCENE:
            roles.update((place, RegionRole.MENTIONED) for place, _, _ in run)
    return roles


def stronger(one: RegionRole, other: RegionRole) -> RegionRole:
    """The stronger of two roles."""
    return one if _RANKS[one] <= _RANKS[other] else other


def _is_by_the_way(words: TextWords, place: int, before: str, end: int) -> bool:
    if before in _BY_THE_WAY or _is_origin(words, end):
        return True
    two = words.at(place - 1).lower()
    if (two, before) in _BY_THE_WAY_PAIRS or two == "than":
        return True
    if before in _COUNTERPARTS and two in place_rules().traded:
        return True
    return before == "in" and two in _FIRST_SEEN and "first" in (words.at(place - 2), words.at(place - 3))


def _is_origin(words: TextWords, end: int) -> bool:
    """Whether it is where somebody comes from: "the Cuban-born builder"."""
    return words.at(end).lower() in _ORIGINS and words.gap(end - 1) == "-"


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


def _lists(
    words: TextWords, found: Sequence[tuple[int, int, PlaceName]]
) -> Iterator[list[tuple[int, int, PlaceName]]]:
    """The names in runs, with nothing but commas and the like within one."""
    run: list[tuple[int, int, PlaceName]] = []
    for place in found:
        if run and not _BETWEEN_MEMBERS.issuperset(words.words[run[-1][1] : place[0]]):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _acts_together(words: TextWords, before: str, end: int) -> bool:
    """Whether a list that ends at `end`, after the word `before`, begins its sentence and a verb follows."""
    verb = words.at(end + (words.at(end) == "," or words.at(end).endswith("ly")))
    return before in (*SENTENCE_BEGINS, ",") and verb.islower() and verb not in _TIED and verb not in _COPULAS


def _word_before(words: TextWords, first: int) -> str:
    before = words.at(first - 1).lower()
    return words.at(first - 2).lower() if before == "the" else before
