"""Which paragraph styles of a Word document are headings or quotes, as mammoth is told it.

The names of Word's own styles are the same in every language; a style of an author's own counts as the one it
is based on, or by its level in the outline.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE, _SUBTITLE = "title", "subtitle"
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_DEEPEST = 9
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: int | None
    bold: bool | None


def style_map(styles: bytes) -> str:
    """The rules for the styles that a document declares, one a line."""
    known = _read(styles)
    rules = (_rule(style.name, _element(style, known)) for style in known.values())
    return "\n".join(filter(None, rules))


def _read(styles: bytes) -> Mapping[str, _Style]:
    try:
        root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    found = root.iter(f"{_W}style")
    return {s.get(f"{_W}styleId", ""): _style(s) for s in found if s.get(f"{_W}type") == "paragraph"}


def _style(element: etree._Element) -> _Style:
    level = _value(element.find(f"{_W}pPr/{_W}outlineLvl"))
    return _Style(
        name=_value(element.find(f"{_W}name")),
        based_on=_value(element.find(f"{_W}basedOn")),
        level=int(level) if level.isdecimal() else None,
        bold=_is_on(element.find(f"{_W}rPr/{_W}b")),
    )


def _is_on(switch: etree._Element | None) -> bool | None:
    return None if switch is None else switch.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _element(style: _Style, known: Mapping[str, _Style]) -> str:
    """The HTML element of a style, by itself or by those it is based on; "" for plain prose."""
    for ancestor in _line(style, known):
        name = ancestor.name.lower()
        if name == _TITLE:
            return "h1"
        if name == _SUBTITLE:
            return "p"
        if name in _QUOTES:
            return "blockquote"
        level = _heading_level(name) or (ancestor.level + 1 if ancestor.level is not None else 0)
        if level > _BODY_LEVEL:
            return ""
        if level:
            return f"h{min(level, 6)}"
    bold = next((ancestor.bold for ancestor in _line(style, known) if ancestor.bold is not None), False)
    return "p:fresh > strong" if bold else ""


def _line(style: _Style, known: Mapping[str, _Style]) -> Iterator[_Style]:
    for _ in range(_DEEPEST):
        yield style
        if style.based_on not in known:
            return
        style = known[style.based_on]


def _heading_level(name: str) -> int:
    kind, _, number = name.partition(" ")
    return int(number) if kind == "heading" and number.isdecimal() else 0


def _rule(name: str, element: str) -> str:
    if not name or not element or "'" in name or "\\" in name or "\n" in name:
        return ""
    return f"p[style-name='{name}'] => {element}:fresh"
