"""Writes a query tree as text that parses into the same tree."""

import re

from index.query import date_ranges
from index.query.lexer import OPERATORS, QUOTES
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

MAX_DEPTH = 20

_PLAIN = re.compile(rf"(?:[^\W_][^\s()|{QUOTES}\\*?~^:\[\]{{}}]*|\d[\d:]*)")
_SPECIAL = re.compile(rf"([\\*{QUOTES}]|\s)")
QUESTION = re.compile(rf"\s*\w[^\s()|:*?~\\{QUOTES}]*(?:\s+\w[^\s()|:*?~\\{QUOTES}]*){{2,}}\?\s*")


def unparse(node: Node) -> str:
    """The canonical text of a tree in normal form: `parse(unparse(node)).node == node`."""
    text = _write(node, clear=True)
    if _depth(text) > MAX_DEPTH:
        text = _write(node, clear=False)
    return f"({text})" if QUESTION.fullmatch(text) else text


def _write(node: Node, *, clear: bool) -> str:
    """`clear` adds brackets around an And within an Or: the parser does without, people read them better."""
    match node:
        case And(children):
            return " ".join(_group(child, isinstance(child, Or), clear) for child in children)
        case Or(children):
            return " OR ".join(_group(child, clear and isinstance(child, And), clear) for child in children)
        case Not(child):
            return "-" + _group(child, isinstance(child, And | Or), clear)
        case Everything():
            return "*"
        case Nothing():
            return "-*"
        case Value(facet, value):
            return f"{facet}:{_word(value)}"
        case Dates():
            return f"date:{date_ranges.format_dates(node)}"
        case EventDates(first, last, field):
            return f"{field}:{date_ranges.format_dates(Dates(first, last))}"
    return f"{node.field}:{_leaf(node)}" if node.field else _leaf(node)


def _group(node: Node, brackets: bool, clear: bool) -> str:
    text = _write(node, clear=clear)
    return f"({text})" if brackets else text


def _leaf(node: Term | Phrase | Prefix | Wildcard | Fuzzy) -> str:
    match node:
        case Term(text):
            return _word(text)
        case Phrase(words, _, slop):
            return _quoted(words) + (f"~{slop}" if slop else "")
        case Prefix(text):
            return f"{text}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(text, distance):
            return f"{text}~" if distance == 1 else f"{text}~{distance}"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in OPERATORS else _quoted((text,))


def _quoted(words: tuple[str, ...]) -> str:
    return '"' + " ".join(_SPECIAL.sub(r"\\\1", word) for word in words) + '"'


def _depth(text: str) -> int:
    """An upper bound of how deep the brackets of `text` nest: brackets in quoted text count too."""
    depth = deepest = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    return deepest
