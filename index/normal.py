"""The normal form of query trees, kept by building them here."""

from collections.abc import Iterable, Iterator

from index.query.nodes import And, Everything, Node, Not, Nothing, Or


def conjunction(nodes: Iterable[Node]) -> Node:
    """All of `nodes`: nested Ands are laid flat, Everything is left out, and one node stands alone."""
    children = tuple(child for child in _spread(nodes, And) if child != Everything())
    if not children:
        return Everything()
    return children[0] if len(children) == 1 else And(children)


def disjunction(nodes: Iterable[Node]) -> Node:
    """Any of `nodes`: nested Ors are laid flat, and one node stands alone."""
    children = tuple(_spread(nodes, Or))
    if not children:
        return Nothing()
    return children[0] if len(children) == 1 else Or(children)


def negation(node: Node) -> Node:
    """All but `node`."""
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
