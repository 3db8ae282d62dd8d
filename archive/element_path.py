"""Elements of an HTML source, serialised as short texts.

Documents are sent between processes, and texts are pickled faster than records.
"""

from dataclasses import dataclass
from functools import lru_cache

STYLE_ATTRIBUTES = ("style", "bgcolor", "align", "width", "role")
"""The attributes that are kept beside `id` and `class`, as they determine how an element looks."""

_SEPARATOR = "\t"


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


def _collapse_space(value: str) -> str:
    return " ".join(value.split()) if value else ""
