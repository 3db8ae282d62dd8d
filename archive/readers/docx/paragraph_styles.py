"""Paragraph styles of a Word document as mammoth's style map: which are headings or quotes.

Word stores the names of its built-in styles in English in every language. A custom style counts as the style
that it is based on, or by its outline level.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

_WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TITLE, _SUBTITLE = "title", "subtitle"
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_MAX_ANCESTORS = 9
_MAX_OUTLINE_LEVEL = 9


@dataclass(frozen=True, slots=True)
class _ParagraphStyle:
    name: str
    based_on: str
    level: int | None
    bold: bool | None


def style_map(styles: bytes) -> str:
    """Return mammoth's rules for the styles in `word/styles.xml`, one per line."""
    known = _parse_styles(styles)
    rules = (_rule(style.name, _element(style, known)) for style in known.values())
    return "\n".join(filter(None, rules))


def _parse_styles(styles: bytes) -> Mapping[str, _ParagraphStyle]:
    try:
        root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    found = root.iter(f"{_WORD_NAMESPACE}style")
    return {
        s.get(f"{_WORD_NAMESPACE}styleId", ""): _style(s)
        for s in found
        if s.get(f"{_WORD_NAMESPACE}type") == "paragraph"
    }


def _style(element: etree._Element) -> _ParagraphStyle:
    level = _value(element.find(f"{_WORD_NAMESPACE}pPr/{_WORD_NAMESPACE}outlineLvl"))
    return _ParagraphStyle(
        name=_value(element.find(f"{_WORD_NAMESPACE}name")),
        based_on=_value(element.find(f"{_WORD_NAMESPACE}basedOn")),
        level=int(level) if level.isdecimal() else None,
        bold=_is_on(element.find(f"{_WORD_NAMESPACE}rPr/{_WORD_NAMESPACE}b")),
    )


def _is_on(switch: etree._Element | None) -> bool | None:
    return None if switch is None else switch.get(f"{_WORD_NAMESPACE}val", "1") not in {"0", "false", "off"}


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_WORD_NAMESPACE}val", "")


def _element(style: _ParagraphStyle, known: Mapping[str, _ParagraphStyle]) -> str:
    """Return the HTML element for a style or for those it is based on; "" for plain prose."""
    for ancestor in _ancestry(style, known):
        name = ancestor.name.lower()
        if name == _TITLE:
            return "h1"
        if name == _SUBTITLE:
            return "p"
        if name in _QUOTES:
            return "blockquote"
        level = _heading_level(name) or (ancestor.level + 1 if ancestor.level is not None else 0)
        if level > _MAX_OUTLINE_LEVEL:
            return ""
        if level:
            return f"h{min(level, 6)}"
    bold = next((ancestor.bold for ancestor in _ancestry(style, known) if ancestor.bold is not None), False)
    return "p:fresh > strong" if bold else ""


def _ancestry(style: _ParagraphStyle, known: Mapping[str, _ParagraphStyle]) -> Iterator[_ParagraphStyle]:
    for _ in range(_MAX_ANCESTORS):
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
