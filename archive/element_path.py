"""Elements of an HTML source, serialised as short texts.

Documents are sent between processes, and texts are pickled faster than records.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

STYLE_ATTRIBUTES = ("style", "bgcolor", "align", "width", "role")
"""The attributes that are kept beside `id` and `class`, as they determine how an element looks."""

_SEPARATOR = "\t"
_DEFAULT_SIZE = 16.0  # pixels
_SIZE = re.compile(r"([\d.]+)\s*(px|pt|em|rem|%)?")
_SIZE_IN_FONT = re.compile(r"(?<![\w.])([\d.]+(?:px|pt|em|rem|%))")
_PIXELS = {"px": 1.0, "pt": 4 / 3, "rem": _DEFAULT_SIZE, "": 1.0}
_NAMED_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_BOLD_WEIGHTS = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_RELATIVE_SIZES = {"smaller": 5 / 6, "larger": 6 / 5}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the text in a path is set.

    `size` is in pixels, 0 if no element states one; `color` is as it is written; `capitals` are those that a
    style makes of any letters; `spaced` letters are further apart than usual.
    """

    size: float = 0.0
    bold: bool = False
    color: str = ""
    capitals: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """An element; `number` is unique in its document, `style` are its STYLE_ATTRIBUTES that are not empty."""

    number: int
    name: str
    id: str
    classes: frozenset[str]
    style: tuple[tuple[str, str], ...]


def serialise_element(number: int, name: str, id_: str, classes: str, style: tuple[str, ...]) -> str:
    """Serialise an element; `classes` is its class attribute, `style` the values of STYLE_ATTRIBUTES."""
    return _SEPARATOR.join([str(number), name, *(_collapse_space(value) for value in (id_, classes, *style))])


@lru_cache(maxsize=4096)
def parse_element(text: str) -> Element:
    """The inverse of `serialise_element`."""
    number, name, id_, classes, *values = text.split(_SEPARATOR)
    style = tuple(
        (attribute, value) for attribute, value in zip(STYLE_ATTRIBUTES, values, strict=True) if value
    )
    return Element(int(number), name, id_, frozenset(classes.split()), style)


@lru_cache(maxsize=4096)
def text_style(path: tuple[str, ...]) -> TextStyle:
    """How text is set by the styles of the elements that it is in."""
    size, bold, color, capitals, spaced = 0.0, False, "", False, False
    for text in path:
        element = parse_element(text)
        values = _declarations(dict(element.style).get("style", ""))
        size = _size(values, size)
        bold = _is_bold(element.name, values, bold)
        color = values.get("color", color)
        if transform := values.get("text-transform", values.get("font-variant", "")):
            capitals = transform in ("uppercase", "small-caps", "all-small-caps")
        if spacing := values.get("letter-spacing", ""):
            spaced = spacing[:1] not in ("-", "n") and not _is_zero(spacing)
    return TextStyle(size, bold, color, capitals, spaced)


def _is_bold(name: str, values: Mapping[str, str], inherited: bool) -> bool:
    if weight := values.get("font-weight", ""):
        return weight in _BOLD_WEIGHTS
    if font := values.get("font", ""):
        return not _BOLD_WEIGHTS.isdisjoint(font.split())
    return inherited or name in ("b", "strong", "th")


def _size(values: Mapping[str, str], inherited: float) -> float:
    """The size of type in pixels that declarations give, else the inherited one."""
    value = values.get("font-size", "")
    if not value and (match := _SIZE_IN_FONT.search(values.get("font", ""))):
        value = match[1]
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    if value in _RELATIVE_SIZES:
        return _RELATIVE_SIZES[value] * (inherited or _DEFAULT_SIZE)
    match = _SIZE.fullmatch(value)
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        return inherited
    number, unit = float(match[1]), match[2] or ""
    if unit in ("em", "%"):
        return (number if unit == "em" else number / 100) * (inherited or _DEFAULT_SIZE)
    return number * _PIXELS[unit] or inherited


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value}


def _is_zero(value: str) -> bool:
    return not any(character in "123456789" for character in value)


def _collapse_space(value: str) -> str:
    return " ".join(value.split()) if value else ""
