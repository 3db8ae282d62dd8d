"""Style sheets: which declarations of a page's <style> elements apply to an element.

Selectors may name elements, classes and ids and be joined by spaces or `>`; rules with other selectors, and
those within at-rules such as `@media`, are ignored.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

_COMPOUND = re.compile(r"(?P<name>\*|[a-z][a-z0-9-]*)?(?P<marks>(?:[.#][\w-]+)*)", re.IGNORECASE)
_MARK = re.compile(r"([.#])([\w-]+)")
_COMBINATOR = re.compile(r"\s*>\s*|\s+")
_AT_RULE_PART = re.compile(r"[{};]")


@dataclass(frozen=True, slots=True)
class _Compound:
    name: str
    id: str
    classes: frozenset[str]

    def holds(self, element: etree._Element) -> bool:
        return (
            self.name in ("", element.tag)
            and (not self.id or self.id == element.get("id"))
            and (not self.classes or self.classes.issubset((element.get("class") or "").split()))
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector with its declarations; `weight` is its specificity and its place."""

    compounds: tuple[_Compound, ...]
    body: str
    weight: tuple[int, int, int, int]

    def applies(self, element: etree._Element) -> bool:
        *above, last = self.compounds
        if not last.holds(element):
            return False
        ancestors = element.iterancestors()
        return all(any(compound.holds(found) for found in ancestors) for compound in reversed(above))


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """Rules by the id, class or name in the last part of their selector."""

    rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    simple: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rules)

    def declarations_for(self, element: etree._Element) -> str:
        """The declarations that apply to an element, those of the weakest selector first."""
        classes, identity = element.get("class") or "", element.get("id") or ""
        key = (element.tag, classes, identity)
        if (known := self.simple.get(key)) is not None:
            return known
        names = ["*", element.tag, f"#{identity}", *(f".{name}" for name in classes.split())]
        candidates = [rule for name in names for rule in self.rules.get(name, ())]
        applying = sorted(
            (rule for rule in candidates if rule.applies(element)), key=lambda rule: rule.weight
        )
        found = ";".join(rule.body for rule in applying)
        if all(len(rule.compounds) == 1 for rule in candidates):
            self.simple[key] = found
        return found


def parse_style_sheet(texts: Iterable[str]) -> StyleSheet:
    """Parse the texts of a page's <style> elements."""
    sheet = StyleSheet()
    place = 0
    for text in texts:
        for rule in _without_at_rules(_without_comments(text)).split("}"):
            selectors, _, body = rule.rpartition("{")
            for selector in selectors.split(","):
                place += 1
                if compounds := _compounds(selector.strip()):
                    last = compounds[-1]
                    key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.name
                    sheet.rules[key or "*"].append(_Rule(compounds, body, _weight(compounds, place)))
    return sheet


def _compounds(selector: str) -> tuple[_Compound, ...]:
    """The parts of a selector, outermost first; none if it uses anything else than names, classes and ids."""
    found = []
    for part in _COMBINATOR.split(selector):
        match = _COMPOUND.fullmatch(part)
        if match is None or not part:
            return ()
        marks = _MARK.findall(match["marks"])
        name = (match["name"] or "").lower()
        found.append(
            _Compound(
                "" if name == "*" else name,
                next((value for sign, value in marks if sign == "#"), ""),
                frozenset(value for sign, value in marks if sign == "."),
            )
        )
    return tuple(found)


def _weight(compounds: Sequence[_Compound], place: int) -> tuple[int, int, int, int]:
    return (
        sum(bool(compound.id) for compound in compounds),
        sum(len(compound.classes) for compound in compounds),
        sum(bool(compound.name) for compound in compounds),
        place,
    )


def _without_comments(text: str) -> str:
    kept, *rest = text.split("/*")
    return kept + "".join(part.partition("*/")[2] for part in rest)


def _without_at_rules(text: str) -> str:
    """Remove at-rules such as `@media {...}`, nested braces included."""
    kept: list[str] = []
    position = 0
    while (at := text.find("@", position)) >= 0:
        kept.append(text[position:at])
        position = _end_of_at_rule(text, at)
    kept.append(text[position:])
    return "".join(kept)


def _end_of_at_rule(text: str, at: int) -> int:
    depth = 0
    for match in _AT_RULE_PART.finditer(text, at):
        if match[0] == ";" and depth == 0:
            return match.end()
        depth += {"{": 1, "}": -1, ";": 0}[match[0]]
        if match[0] == "}" and depth <= 0:
            return match.end()
    return len(text)
