"""CSS declarations, so far as they decide visibility, weight, size and display."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_ZERO = re.compile(r"0*\.?0+(?:px|em|rem|pt|%)?")
_LOOKS = ("font", "font-size", "font-weight", "color", "text-transform", "letter-spacing", "font-variant")
_BLOCK_DISPLAYS = frozenset({"block", "table", "list-item", "flex", "grid", "table-row"})


@dataclass(frozen=True, slots=True)
class Style:
    """What CSS declares of an element, None or "" where nothing.

    `tiny` is a font size of 0, which children may override.
    """

    hidden: bool = False
    bold: bool | None = None
    tiny: bool | None = None
    display: str = ""


NO_STYLE = Style()


@lru_cache(maxsize=4096)
def parse_style(style: str) -> Style:
    """Parse the declarations of a style attribute."""
    values = declarations(style)
    return Style(
        hidden=_is_hidden(values),
        bold=_is_bold(values.get("font-weight") or _weight_of_font(values.get("font", ""))),
        tiny=_is_zero(values["font-size"]) if "font-size" in values else None,
        display=_display(values.get("display", "")),
    )


def with_looks(style: str, inherited: str) -> str:
    """A style attribute with what a style sheet adds to it that decides how text looks."""
    own, found = declarations(style), declarations(inherited)
    added = [f"{name}: {found[name]}" for name in _LOOKS if name in found and name not in own]
    return "; ".join(filter(None, [style.strip().rstrip(";"), *added])) if added else style


def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute or the body of a rule, by property."""
    values: dict[str, str] = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            values[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return values


def _is_hidden(values: Mapping[str, str]) -> bool:
    """Whether nobody sees the element; `mso-hide`, which hides it in Outlook only, is ignored."""
    return (
        values.get("display") == "none"
        or values.get("visibility") in {"hidden", "collapse"}
        or _is_zero(values.get("opacity", ""))
        or _is_zero(values.get("max-height", ""))
        or (values.get("overflow") == "hidden" and _is_zero(values.get("height", "")))
    )


def _is_zero(value: str) -> bool:
    return _ZERO.fullmatch(value) is not None


def _is_bold(weight: str) -> bool | None:
    if weight in {"bold", "bolder"}:
        return True
    if weight in {"normal", "lighter"}:
        return False
    return int(weight) >= 600 if weight.isascii() and weight.isdecimal() else None


def _weight_of_font(font: str) -> str:
    return next((word for word in font.split() if word in {"bold", "bolder", "600", "700", "800", "900"}), "")


def _display(value: str) -> str:
    if value in _BLOCK_DISPLAYS:
        return "block"
    return value if value == "inline" else ""
