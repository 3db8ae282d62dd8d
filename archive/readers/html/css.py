"""CSS, so far as it decides visibility, weight and display: style attributes and simple <style> rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?", re.I)
_ZERO = re.compile(r"0*\.?0+(?:px|em|rem|pt|%)?")
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
StyleSheet = Mapping[str, str]


@lru_cache(maxsize=4096)
def parse_style(style: str) -> Style:
    """Parse the declarations of a style attribute."""
    values = _declarations(style)
    return Style(
        hidden=_is_hidden(values),
        bold=_is_bold(values.get("font-weight") or _weight_of_font(values.get("font", ""))),
        tiny=_is_zero(values["font-size"]) if "font-size" in values else None,
        display=_display(values.get("display", "")),
    )


def parse_stylesheet(texts: Iterable[str]) -> StyleSheet:
    """Map simple selectors (`td`, `.note`, `p.note`, `#top`) to declarations; other rules are ignored."""
    sheet: dict[str, str] = {}
    for text in texts:
        for rule in _without_at_rules(_without_comments(text)).split("}"):
            selectors, _, body = rule.rpartition("{")
            for selector in selectors.split(","):
                name = selector.strip()
                if name and _SIMPLE_SELECTOR.fullmatch(name):
                    sheet[name] = f"{sheet.get(name, '')};{body}"
    return sheet


def declarations_for(sheet: StyleSheet, tag: str, classes: Iterable[str], identity: str) -> str:
    """Join the declarations that apply to an element, the weakest selector first."""
    names = [tag]
    for name in classes:
        names += [f".{name}", f"{tag}.{name}"]
    names += [f"#{identity}", f"{tag}#{identity}"] if identity else []
    return ";".join(sheet[name] for name in names if name in sheet)


def _declarations(style: str) -> dict[str, str]:
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
    for match in re.compile(r"[{};]").finditer(text, at):
        if match[0] == ";" and depth == 0:
            return match.end()
        depth += {"{": 1, "}": -1, ";": 0}[match[0]]
        if match[0] == "}" and depth <= 0:
            return match.end()
    return len(text)
