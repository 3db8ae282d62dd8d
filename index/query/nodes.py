"""The query tree: frozen nodes that every engine evaluates alike.

Leaves that match words (Term, Phrase, Prefix, Wildcard, Fuzzy) look in every text field of `index.fields`
when `field` is "", and are scored; `Value`, `Dates` and `EventDates` only filter and score 0, as do
Everything and Nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """One word as typed; the analyzer turns it into a term, or into a phrase where it yields several."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order. With `slop` 0 they stand side by side.

    With a slop of n > 0 the words may stand in any order, and all lie within a window of at most
    `number of words + n` positions of one field.
    """

    words: tuple[str, ...]
    field: str = ""
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that start with `text` (`tari*`), compared with unstemmed words in folded lower case."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words that match `pattern`: `*` stands for any run of letters, `?` for one."""

    pattern: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words within `distance` (1 or 2) edits (insert, delete, replace, swap neighbours) of `text`."""

    text: str
    distance: int = 1
    field: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """Items that carry the facet value `value`, or one below it in its hierarchy."""

    facet: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Items of issues dated from `first` to `last`, both included; None leaves an end open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class EventDates:
    """Items with an event on any day from `first` to `last`, both included; None leaves an end open.

    `field` is `event` for all events, `ahead` for those that the item expects.
    """

    first: date | None = None
    last: date | None = None
    field: str = "event"


@dataclass(frozen=True, slots=True)
class And:
    """Every child matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child matches."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not match."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every item: the empty query."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No item."""


Leaf = Term | Phrase | Prefix | Wildcard | Fuzzy
Node = Leaf | Value | Dates | EventDates | And | Or | Not | Everything | Nothing


def conjunction(nodes: Iterable[Node]) -> Node:
    """The And of `nodes` in normal form: flat and without Everything; a single node is returned as it is."""
    children = tuple(child for child in _spread(nodes, And) if child != Everything())
    if not children:
        return Everything()
    return children[0] if len(children) == 1 else And(children)


def disjunction(nodes: Iterable[Node]) -> Node:
    """The Or of `nodes` in normal form: flat; a single node is returned as it is."""
    children = tuple(_spread(nodes, Or))
    if not children:
        return Nothing()
    return children[0] if len(children) == 1 else Or(children)


def negation(node: Node) -> Node:
    """The Not of `node` in normal form."""
    match node:
        case Not(child):
            return child
        case Everything():
            return Nothing()
        case Nothing():
            return Everything()
    return Not(node)


def _spread(nodes: Iterable[Node], kind: type[And] | type[Or]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, kind):
            yield from node.children
        else:
            yield node
