"""Word lists that separate names from other capitalised words: `names.toml` and `given_names.txt`."""

from dataclasses import dataclass
from functools import cache

from archive.data_files import read_text, read_toml
from archive.tagging.text_words import PhraseTable
from archive.vocabularies.folding import without_accents
from archive.vocabularies.region_tables import generated_rows
from archive.vocabularies.regions import regions

_SHORT_COUNTRIES = ("UK", "USA", "US", "England", "Scotland", "Wales", "Ireland", "Europe", "Africa", "Asia")


@dataclass(frozen=True, slots=True, eq=False)
class NameLists:
    """Sets of words as they stand in texts; `archive/data/names.toml` says what each is for.

    `places` are single words that name a place or its people, `place_phrases` their names of several words.
    `wide_places` has those as well that are little known, and often somebody's name.
    """

    given: frozenset[str]
    weak_given: frozenset[str]
    titles: frozenset[str]
    weak_titles: frozenset[str]
    title_phrases: PhraseTable[bool]
    roles: frozenset[str]
    before_roles: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    chinese: frozenset[str]
    korean: frozenset[str]
    vietnamese: frozenset[str]
    arabic_things: frozenset[str]
    heads: frozenset[str]
    weak_heads: frozenset[str]
    faint_heads: frozenset[str]
    with_place: frozenset[str]
    body_words: frozenset[str]
    not_bodies: frozenset[str]
    attached: frozenset[str]
    services: frozenset[str]
    grounds: frozenset[str]
    heads_for: frozenset[str]
    heads_on: frozenset[str]
    sure_nouns: frozenset[str]
    body_nouns: frozenset[str]
    nouns_after: frozenset[str]
    things: frozenset[str]
    surnames: frozenset[str]
    openers: frozenset[str]
    possessives: frozenset[str]
    small: frozenset[str]
    members: frozenset[str]
    starters: frozenset[str]
    no_object: frozenset[str]
    no_object_alone: frozenset[str]
    noble: frozenset[str]
    company_heads: frozenset[str]
    company_ends: frozenset[str]
    two_letters: frozenset[str]
    company_nouns: frozenset[str]
    agent_nouns: frozenset[str]
    sure_company_nouns: frozenset[str]
    front_heads: frozenset[str]
    member_nouns: frozenset[str]
    held_in: frozenset[str]
    working_at: frozenset[str]
    after_name: frozenset[str]
    kinds: frozenset[str]
    maker_kinds: frozenset[str]
    determiners: frozenset[str]
    after_kind: frozenset[str]
    speech: frozenset[str]
    acts: frozenset[str]
    auxiliaries: frozenset[str]
    seat_verbs: frozenset[str]
    owned_nouns: frozenset[str]
    sure_owned_nouns: frozenset[str]
    kind_plurals: frozenset[str]
    staff_roles: frozenset[str]
    fields: frozenset[str]
    led_heads: frozenset[str]
    prepositions: frozenset[str]
    thing_names: frozenset[str]
    countries: frozenset[str]
    modals: frozenset[str]
    deeds: frozenset[str]
    claims: frozenset[str]
    done_by: frozenset[str]
    no_bodies: frozenset[str]
    common: frozenset[str]
    words_too: frozenset[str]
    places: frozenset[str]
    wide_places: frozenset[str]
    place_phrases: PhraseTable[bool]


@cache
def name_lists() -> NameLists:
    """The lists, read once."""
    rows = read_toml("names.toml")
    sets = {key: frozenset(value.split()) for key, value in rows.items() if isinstance(value, str)}
    places, wide, phrases = _places()
    given = _given_names() - sets["arabic_things"]
    sets["weak_given"] |= given & {region.name for region in regions() if "-" not in region.code}
    return NameLists(
        **sets,
        given=given - sets["weak_given"],
        title_phrases=_table(rows["phrases"]),
        not_bodies=frozenset(rows["not_bodies"]),
        places=places,
        wide_places=wide,
        countries=frozenset(region.name for region in regions() if len(region.code) == 2).union(
            _SHORT_COUNTRIES
        ),
        place_phrases=phrases,
    )


@cache
def towns() -> frozenset[str]:
    """The names of towns, most of them little known."""
    return frozenset(phrase for phrase, _ in generated_rows("places.tsv"))


def _given_names() -> frozenset[str]:
    names = [line for line in read_text("given_names.txt").splitlines() if line and not line.startswith("#")]
    return frozenset(names) | frozenset(map(without_accents, names))


def _places() -> tuple[frozenset[str], frozenset[str], PhraseTable[bool]]:
    """The names of regions, of their capitals and their people: single words, known and all, and phrases."""
    single: set[str] = set()
    wide: set[str] = set()
    table: PhraseTable[bool] = PhraseTable()
    for region in regions():
        for name in (region.name, *region.demonyms, *region.capitals, *region.aliases):
            for spelling in {name, without_accents(name)}:
                words = spelling.split()
                if len(words) > 1:
                    table.put(words, True)
                else:
                    (single if region.listed else wide).update((spelling, spelling + "s"))
    return frozenset(single), frozenset(single | wide), table


def _table(phrases: list[str]) -> PhraseTable[bool]:
    table: PhraseTable[bool] = PhraseTable()
    for phrase in phrases:
        table.put(phrase.split(), True)
    return table
