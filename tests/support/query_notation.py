"""The notation of query trees in the conformance table, independent of `unparse`, which is under test."""

from index.query.nodes import (
    And,
    Dates,
    EventDates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Wildcard,
)


def render(node: Node) -> str:
    match node:
        case And(children) | Or(children):
            return f"{type(node).__name__}({', '.join(map(render, children))})"
        case Not(child):
            return f"Not({render(child)})"
        case Everything() | Nothing():
            return type(node).__name__
        case Value(facet, value):
            return f"Value({facet}={value})"
        case Dates(first, last):
            return f"Dates({first or ''}..{last or ''})"
        case EventDates(first, last, field):
            return f"Events({field}: {first or ''}..{last or ''})"
    return f"{type(node).__name__}({f'{node.field}: ' if node.field else ''}{_words(node)})"


def _words(node: Term | Phrase | Prefix | Wildcard | Fuzzy) -> str:
    match node:
        case Phrase(words, _, slop):
            return " · ".join(words) + (f" ~{slop}" if slop else "")
        case Fuzzy(text, distance):
            return f"{text} ~{distance}"
        case Wildcard(pattern):
            return pattern
    return node.text
