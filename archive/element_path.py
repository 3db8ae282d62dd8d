"""Elements of a marked-up source, as short texts: documents travel between processes, texts travel fast."""

from dataclasses import dataclass
from functools import lru_cache

STYLE_ATTRIBUTES = ("style", "bgcolor", "align", "width", "role")
"""The attributes that are kept beside `id` and `class`: those that give an element its look."""

_JOINT = "\t"


@dataclass(frozen=True, slots=True)
class Element:
    """An element; `number` tells it from every other of its document."""

    number: int
    name: str
    id: str
    classes: frozenset[str]
    looks: tuple[tuple[str, str], ...]


def serialise_element(number: int, name: str, id_: str, classes: str, looks: tuple[str, ...]) -> str:
    """An element as one text; `classes` are set apart by spaces, `looks` stand in the order of LOOKS."""
    return _JOINT.join([str(number), name, *(_clean(part) for part in (id_, classes, *looks))])


@lru_cache(maxsize=4096)
def parse_element(described: str) -> Element:
    """The inverse of `serialise_element`."""
    number, name, id_, classes, *looks = described.split(_JOINT)
    told = tuple((look, value) for look, value in zip(STYLE_ATTRIBUTES, looks, strict=True) if value)
    return Element(int(number), name, id_, frozenset(classes.split()), told)


def _clean(part: str) -> str:
    return " ".join(part.split()) if part else ""
