"""Coreference: which forms in an item name one person or body, such as "Xi Jinping" and "Xi"."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from archive.tagging.names.name_spans import NameSpan
from archive.tagging.names.word_lists import name_lists
from archive.vocabularies.folding import fold_name
from archive.vocabularies.names import KnownNames, NameKind

_INITIALS = 2
_MIN_INITIALS = 3
_AMERICAN = ("U.S. ", "US ")


@dataclass(slots=True)
class Entity:
    """One person or body of an item: its name, its forms as written, and its role, "" where none is given.

    `places` has the number of the text of each mention, 0 for the headline.
    """

    kind: NameKind
    name: str
    forms: dict[str, None] = field(default_factory=dict)
    role: str = ""
    places: list[int] = field(default_factory=list)

    def add(self, span: NameSpan, place: int) -> None:
        """Count a mention."""
        self.forms[span.written] = None
        self.places.append(place)
        self.role = self.role or span.role

    def join(self, other: "Entity") -> None:
        """Take over the mentions of another form."""
        self.forms.update(other.forms)
        self.places += other.places
        self.role = self.role or other.role


def entities(
    placed: Iterable[tuple[int, NameSpan]], known: KnownNames, acronyms: Mapping[str, str]
) -> list[Entity]:
    """The people and bodies that the spans name, each once; spans come with the numbers of their texts."""
    found: dict[tuple[NameKind, str], Entity] = {}
    for place, span in placed:
        name = _canonical(span, known, acronyms)
        found.setdefault((span.kind, fold_name(name)), Entity(span.kind, name)).add(span, place)
    people = [b for b in found.values() if b.kind is NameKind.PERSON]
    bodies = [b for b in found.values() if b.kind is NameKind.ORGANISATION]
    return [*_joined(people, _is_form_of), *_joined(bodies, _is_form_of_body)]


def family_names(people: Iterable[Entity]) -> dict[str, Entity]:
    """Single words that mean a person of two names or more in the rest of the item, each with the person."""
    named: dict[str, Entity] = {}
    lists = name_lists()
    for person in people:
        words = [w for w in person.name.split() if w not in lists.suffixes]
        if len(words) < 2:
            continue
        eastern = words[0] in lists.chinese or (words[0] in lists.korean and "-" in words[1])
        for word in {words[0] if eastern else words[-1], words[-1]}:
            if word not in lists.openers and len(word) > 1:
                named.setdefault(word, person)
    return named


def _canonical(span: NameSpan, known: KnownNames, acronyms: Mapping[str, str]) -> str:
    name = span.name.removeprefix("The ") if span.kind is NameKind.ORGANISATION else span.name
    name = acronyms.get(name, name) if span.kind is NameKind.ORGANISATION else name
    if span.kind is NameKind.ORGANISATION and name.startswith(_AMERICAN):
        plain = name.partition(" ")[2]
        name = known.resolve(span.kind, name) or known.resolve(span.kind, plain) or f"United States {plain}"
    resolved = known.resolve(span.kind, name) or _by_plain_name(span, name, known)
    if resolved:
        return resolved
    title = span.role.rpartition(" ")[2]
    return f"{title} {name}" if " " not in name and title in name_lists().noble else name


def _by_plain_name(span: NameSpan, name: str, known: KnownNames) -> str | None:
    """The known name of a company whose name is given with its legal form: "Ericsson AB"."""
    plain, _, end = name.rpartition(" ")
    if span.kind is not NameKind.ORGANISATION or not plain or end not in name_lists().company_ends:
        return None
    return known.resolve(span.kind, plain.rstrip(","))


def _joined(found: Sequence[Entity], is_form_of: Callable[[list[str], list[str]], bool]) -> list[Entity]:
    """Each shorter name joined to the longer one that it is a form of, where there is but one."""
    kept: dict[int, Entity] = {}
    having: dict[str, list[tuple[list[str], Entity]]] = {}
    for entity in sorted(found, key=lambda b: -len(b.name.split())):
        words = fold_name(entity.name).split() or [""]
        # All its words stand in a longer form, so that those with the rarest of them are enough to try.
        near = min((having.get(word, []) for word in words), key=len)
        longer = [other for long, other in near if is_form_of(words, long)]
        if len(longer) == 1:
            longer[0].join(entity)
            continue
        kept[id(entity)] = entity
        for word in dict.fromkeys((*words, *_initials(words))):
            having.setdefault(word, []).append((words, entity))
    return [entity for entity in found if id(entity) in kept]


def _is_form_of(short: list[str], long: list[str]) -> bool:
    """Whether all words of a person's name stand in another, in order, its first or its last included."""
    if "jr" in long and "jr" not in short and len(short) > 1:
        return False
    rest = iter(long)
    return (short[-1] == long[-1] or short[0] == long[0] or len(short) > 1) and all(w in rest for w in short)


def _is_form_of_body(short: list[str], long: list[str]) -> bool:
    """Whether a body's name is the tail of another, or all but initials and heads: "Kia" of "Kia Corp"."""
    if len(short) >= len(long):
        return False
    if len(short) > 1 and long[-len(short) :] == short:
        return True
    if len(short) == 1 and "of" not in long and short[0] == long[0]:
        return True
    if len(short) == 1 and short[0] in _initials(long):
        return True
    ends = _plain_heads()
    start = next((i for i, word in enumerate(long) if len(word) > _INITIALS or word in short), 0)
    rest = long[start + len(short) :]
    return long[start : start + len(short)] == short and all(word in ends for word in rest)


def _initials(words: Sequence[str]) -> tuple[str, ...]:
    """The initials of a name of three words or more, without small words: "nsf"."""
    large = [word[0] for word in words if word not in name_lists().small]
    return ("".join(large),) if len(large) >= _MIN_INITIALS else ()


@cache
def _plain_heads() -> frozenset[str]:
    """Heads of bodies and countries, with which a longer form of a name ends, folded."""
    lists = name_lists()
    return frozenset(map(fold_name, lists.heads | lists.countries))
