"""Acronyms in searches: a search for NPC also finds items that write National People's Congress, and back.

The pairs of acronym and name come from the tags of the archive's items: `acronym_values` makes them values of
a facet, and `Acronyms` keeps those that are established and unambiguous.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from archive.models import Tag
from archive.vocabularies import SHIPPED, Vocabularies
from archive.vocabularies.acronyms import is_acronym, is_word, stands_for
from archive.vocabularies.folding import fold_name
from archive.vocabularies.names import NameKind
from index.query.nodes import And, Node, Or, Phrase, Term, conjunction, disjunction

MIN_ITEMS = 2
"""How many items must use an acronym for a name that the vocabularies do not know, to be expanded."""

_CLEAR_SHARE = 0.8
"""An acronym with several names means the one that this share of its items uses it for, or none."""

_SEPARATOR = " = "
_MAX_NAME_WORDS = 12


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was `typed`, and what was `added` to the search for it."""

    typed: str
    added: str


def acronym_values(tags: Iterable[Tag]) -> tuple[str, ...]:
    """The pairs of acronym and name that an item's organisations give, as values of the facet `acronym`."""
    return tuple(dict.fromkeys(f"{short}{_SEPARATOR}{name}" for tag in tags for short, name in _pairs(tag)))


def _pairs(tag: Tag) -> Iterator[tuple[str, str]]:
    forms = dict.fromkeys(map(_without_dots, tag.evidence))
    if is_acronym(tag.value):
        yield from ((tag.value, form) for form in forms if stands_for(tag.value, form))
    else:
        yield from ((form, tag.value) for form in forms if is_acronym(form) and " " in tag.value)


def _without_dots(form: str) -> str:
    plain = form.replace(".", "")
    return plain if is_acronym(plain) else form


class Acronyms:
    """The acronyms that searches of an archive go by: established in its items, or known for what they name.

    `counts` says in how many items each value of the facet `acronym` stands, `organisations` which names do.
    The well-known ones are those of the vocabularies.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        organisations: Collection[str] = (),
        vocabularies: Vocabularies = SHIPPED,
    ) -> None:
        by_acronym: dict[str, dict[str, int]] = {}
        for value, count in counts.items():
            short, _, name = value.partition(_SEPARATOR)
            by_acronym.setdefault(short, {})[name] = count
        established = (
            (short, _established(short, names, vocabularies)) for short, names in by_acronym.items()
        )
        self._names = _well_known(organisations, vocabularies)
        self._names.update((short, name) for short, name in established if name)
        self._acronyms: dict[tuple[str, ...], str] = {}
        for short, name in self._names.items():
            self._acronyms.setdefault(_words(name), short)

    def __len__(self) -> int:
        return len(self._names)

    def expand(self, node: Node, quoted: Iterable[str] = ()) -> tuple[Node, tuple[Expansion, ...]]:
        """The query with both forms of each acronym, and what was added; `quoted` words stay alone."""
        expander = _Expander(self, frozenset(map(str.casefold, quoted)))
        return expander.expanded(node), tuple(expander.expansions)

    def name_of(self, word: str) -> str | None:
        """The name that an acronym stands for, also in lower case unless that is a common word."""
        return self._names.get(word) or (self._names.get(word.upper()) if _may_be_small(word) else None)

    def acronym_of(self, words: tuple[str, ...]) -> str | None:
        """The acronym of a name, given in its folded words."""
        return self._acronyms.get(words)


@dataclass(slots=True)
class _Expander:
    pairs: Acronyms
    quoted: frozenset[str]
    expansions: list[Expansion]

    def __init__(self, pairs: Acronyms, quoted: frozenset[str]) -> None:
        self.pairs, self.quoted, self.expansions = pairs, quoted, []

    def expanded(self, node: Node) -> Node:
        """The node with both forms of its acronyms; negated and other nodes are left as they are."""
        match node:
            case Term():
                return self._term(node)
            case Or(children=children):
                return disjunction(map(self.expanded, children))
            case And(children=children):
                return conjunction(self._all(children))
        return node

    def _term(self, node: Term) -> Node:
        name = self.pairs.name_of(node.text)
        if name is None or node.text.casefold() in self.quoted:
            return node
        self._record(node.text, name)
        words = tuple(name.split())
        return Or((node, Phrase(words, node.field) if len(words) > 1 else Term(name, node.field)))

    def _all(self, children: tuple[Node, ...]) -> Iterator[Node]:
        place = 0
        while place < len(children):
            end, node = self._long_form(children, place)
            yield node if node else self.expanded(children[place])
            place = max(end, place + 1)

    def _long_form(self, children: tuple[Node, ...], first: int) -> tuple[int, Node | None]:
        """The longest name that the terms from `first` spell out, and the node for it and its acronym."""
        field = getattr(children[first], "field", "")
        terms: list[Term] = []
        for child in children[first : first + _MAX_NAME_WORDS]:
            if not isinstance(child, Term) or child.field != field:
                break
            terms.append(child)
        for end in range(len(terms), 1, -1):
            text = " ".join(term.text for term in terms[:end])
            if acronym := self.pairs.acronym_of(_words(text)):
                self._record(text, acronym)
                return first + end, Or((And(tuple(terms[:end])), Term(acronym, field)))
        return first, None

    def _record(self, typed: str, added: str) -> None:
        expansion = Expansion(typed, added)
        if expansion not in self.expansions:
            self.expansions.append(expansion)


def _well_known(organisations: Collection[str], vocabularies: Vocabularies) -> dict[str, str]:
    """The vocabularies' acronyms that need no context, of organisations that the archive names."""
    if not organisations:
        return {}
    return {
        found.form: found.name
        for found in vocabularies.names.by_name.values()
        if is_acronym(found.form) and not found.when and " " in found.name and found.name in organisations
    }


def _established(short: str, names: Mapping[str, int], vocabularies: Vocabularies) -> str | None:
    """The name that an acronym clearly stands for, if the vocabularies or enough items say so."""
    name = max(names, key=lambda n: (names[n], n))
    if names[name] < _CLEAR_SHARE * sum(names.values()):
        return None
    is_known = vocabularies.names.resolve(NameKind.ORGANISATION, short) == name
    return name if is_known or names[name] >= MIN_ITEMS else None


def _may_be_small(word: str) -> bool:
    return len(word) > 2 and not is_word(word)


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold_name(name).split())
