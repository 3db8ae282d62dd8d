"""What an archive teaches of names: bodies by what stands beside their names, people by their family names.

The counts are sums over issues, so that their order says nothing. Names that were learnt before are left out
of the count: to learn twice gives the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from archive.models import Item
from archive.tagging.names.coreference import Entity
from archive.tagging.names.evidence import ENOUGH
from archive.tagging.names.name_tagger import IssueNames, read_issue
from archive.tagging.names.shown_organisations import Reading
from archive.tagging.names.word_lists import NameLists, name_lists
from archive.vocabularies.folding import fold_name
from archive.vocabularies.names import KnownNames, LearntNames, NameKind

_ISSUES = 3
"""A name is learnt where so many issues show it."""

_MAX_PERSON_SHARE = 0.25
"""No body's name has a word that is a person's in more issues than this share of those that show the body."""

_MIN_SHARE = 0.1
"""A name is shown to be a body's in this share at least of the issues that have its words."""

_MIN_LETTERS = 4
"""A family name has so many letters at least, and so does a body's name of one word in small letters."""


class NameMemory:
    """Counts what issues say of names that are not known."""

    def __init__(self, known: KnownNames) -> None:
        self._known = known
        self._forms = {fold_name(each.form) for each in known.forms} | known.refused
        self._points: dict[str, dict[str, int]] = defaultdict(dict)
        self._shown: Counter[str] = Counter()
        self._words: set[str] = set()
        self._capitals: Counter[str] = Counter()
        self._person_words: Counter[str] = Counter()
        self._full_names: defaultdict[str, set[str]] = defaultdict(set)
        self._by_family_name: Counter[str] = Counter()

    def add(self, items: Sequence[Item]) -> None:
        """Count the items of one issue."""
        issue = read_issue([item for item in items if item.language.startswith("en")], self._known)
        shown: set[str] = set()
        words: set[str] = set()
        person_words: set[str] = set()
        for reading in issue.readings:
            words.update(word for text in reading.texts for word in text.words)
            shown.update(self._count_bodies(reading))
            person_words.update(reading.words_of_people())
            self._count_people(issue, reading)
        self._words.update(word for word in words if word.islower())
        self._capitals.update(word for word in words if not word.islower())
        self._shown.update(shown)
        self._person_words.update(person_words)

    def learnt(self) -> LearntNames:
        """The names that enough issues show, and nothing speaks against."""
        lists = name_lists()
        bodies = {name for name, count in self._shown.items() if count >= _ISSUES and self._is_body(name)}
        people = {
            person: (family,)
            for family, persons in self._full_names.items()
            for person in persons
            if self._by_family_name[person] >= _ISSUES and self._means(family, persons, bodies, lists)
        }
        return LearntNames(people, tuple(bodies))

    def _count_bodies(self, reading: Reading) -> Iterator[str]:
        for _, each in reading.evidence():
            cues = self._points[each.name.name]
            cues[each.cue] = max(cues.get(each.cue, 0), each.points)
            if each.points:
                yield each.name.name
        for _, span in reading.placed:
            if span.kind is NameKind.ORGANISATION and (name := _plain_name(span.name)):
                self._points[name]["built"] = ENOUGH
                yield name

    def _count_people(self, issue: IssueNames, reading: Reading) -> None:
        for person in issue.entities(reading):
            family = _family_name(person)
            if family:
                self._full_names[family].add(person.name)
                self._by_family_name[person.name] += family in person.forms

    def _is_body(self, name: str) -> bool:
        if sum(self._points[name].values()) < ENOUGH or self._is_known(name):
            return False
        words = name.split()
        if any(self._person_words[w] > _MAX_PERSON_SHARE * self._shown[name] for w in words):
            return False
        if self._shown[name] < _MIN_SHARE * min(self._capitals[w] for w in words):
            return False
        is_word = name.lower() in self._words or (len(name) < _MIN_LETTERS and not name.isupper())
        return len(words) > 1 or not is_word

    def _means(self, family: str, persons: set[str], bodies: set[str], lists: NameLists) -> bool:
        """Whether a family name alone means one person throughout the archive."""
        if len(persons) > 1 or family in bodies or self._is_known(family) or len(family) < _MIN_LETTERS:
            return False
        names = (lists.given, lists.weak_given, lists.wide_places)
        words = (lists.things, lists.surnames, lists.openers)
        is_other = any(family in kind for kind in (*names, *words))
        return family.lower() not in self._words and not is_other

    def _is_known(self, name: str) -> bool:
        return fold_name(name) in self._forms


def _plain_name(name: str) -> str:
    """The name of a body without its legal form; "" where another head tells it wherever it stands."""
    lists = name_lists()
    words = name.split()
    if words[-1] in lists.company_ends:
        words.pop()
    return "" if any(word in lists.heads for word in words) else " ".join(words)


def _family_name(person: Entity) -> str:
    """The last word of a person's full name; "" of one who is not named in full."""
    words = person.name.split()
    if person.kind is not NameKind.PERSON or len(words) < 2 or words[-1] in name_lists().suffixes:
        return ""
    return words[-1]
