"""CSS selectors for the elements around a block: names, `#id`, `.class`, `[attribute]`, ` ` and `>`.

Sibling combinators and pseudo-classes are not supported: a block keeps its ancestors and not their siblings.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.element_path import STYLE_ATTRIBUTES, Element, parse_element

_TOKEN = re.compile(
    r"""\s*(?P<combinator>>)\s* | (?P<space>\s+)
      | (?P<name>\*|[a-zA-Z][\w-]*)
      | \#(?P<id>[\w-]+) | \.(?P<class>[\w-]+)
      | \[\s*(?P<attribute>[\w-]+)\s*
        (?:(?P<op>[*^$~]?=)\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\]\s]+)))?\s*\]
    """,
    re.VERBOSE,
)
_ATTRIBUTES = (*STYLE_ATTRIBUTES, "id", "class")


class SelectorError(ValueError):
    """A text is not a selector, or uses something that is not supported."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition on an attribute; `op` is "" if the attribute only has to be present."""

    name: str
    op: str
    value: str

    def holds(self, candidate: Element) -> bool:
        classes = " ".join(sorted(candidate.classes))
        attributes = {**dict(candidate.style), "id": candidate.id, "class": classes}
        given = attributes.get(self.name, "")
        if not given:
            return False
        match self.op:
            case "*=":
                return self.value in given
            case "^=":
                return given.startswith(self.value)
            case "$=":
                return given.endswith(self.value)
            case "~=":
                return self.value in given.split()
            case "=":
                return given == self.value
        return True


@dataclass(frozen=True, slots=True)
class _Compound:
    """A compound selector: conditions on one element. `child` means that the combinator before it is `>`."""

    name: str
    id: str
    classes: frozenset[str]
    conditions: tuple[_Condition, ...]
    child: bool

    def holds(self, candidate: Element) -> bool:
        return (
            self.name in ("", "*", candidate.name)
            and (not self.id or self.id == candidate.id)
            and self.classes <= candidate.classes
            and all(condition.holds(candidate) for condition in self.conditions)
        )


@dataclass(frozen=True, slots=True)
class Selector:
    """A complex selector: compounds joined by combinators; `text` is its source."""

    text: str
    compounds: tuple[_Compound, ...]

    def match(self, path: Sequence[str]) -> int:
        """The number of the innermost matching element of a path, or -1."""
        elements = [parse_element(described) for described in path]
        for at in reversed(range(len(elements))):
            if _matches(self.compounds, elements, at):
                return elements[at].number
        return -1


def parse_selectors(text: str) -> tuple[Selector, ...]:
    """The selectors of a comma-separated list; raises SelectorError."""
    return tuple(_parse(part.strip()) for part in text.split(","))


def first_match(selectors: Sequence[Selector], path: Sequence[str]) -> int:
    """The number of the element that the first matching selector selects, or -1."""
    return next((number for selector in selectors if (number := selector.match(path)) >= 0), -1)


def _matches(compounds: Sequence[_Compound], elements: Sequence[Element], at: int) -> bool:
    *before, last = compounds
    if not last.holds(elements[at]):
        return False
    if not before:
        return True
    above = range(at - 1, -1, -1)
    return any(_matches(before, elements, higher) for higher in (above[:1] if last.child else above))


def _parse(text: str) -> Selector:
    if not text:
        raise SelectorError("a selector is empty")
    groups: list[list[re.Match[str]]] = [[]]
    child_flags = [False]
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or not token[0]:
            raise SelectorError(
                f"“{text[at:]}” cannot be read; use names, #id, .class, [attribute], space and >"
            )
        if token["combinator"] or token["space"]:
            groups.append([])
            child_flags.append(bool(token["combinator"]))
        else:
            groups[-1].append(token)
        at = token.end()
    if not all(groups):
        raise SelectorError(f"“{text}” begins or ends with a joint")
    return Selector(text, tuple(map(_compound, groups, child_flags)))


def _compound(tokens: list[re.Match[str]], child: bool) -> _Compound:
    names = [token["name"] for token in tokens if token["name"]]
    if len(names) > 1 or (names and not tokens[0]["name"]):
        raise SelectorError(f"“{''.join(token[0] for token in tokens)}” names two elements")
    return _Compound(
        name=names[0].lower() if names else "",
        id=next((token["id"] for token in tokens if token["id"]), ""),
        classes=frozenset(token["class"] for token in tokens if token["class"]),
        conditions=tuple(_condition(token) for token in tokens if token["attribute"]),
        child=child,
    )


def _condition(token: re.Match[str]) -> _Condition:
    if token["attribute"] not in _ATTRIBUTES:
        raise SelectorError(f"[{token['attribute']}] is not kept; use one of {', '.join(_ATTRIBUTES)}")
    value = next((v for v in (token["quoted"], token["single"], token["bare"]) if v is not None), "")
    return _Condition(token["attribute"], token["op"] or "", value)
