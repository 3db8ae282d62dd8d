"""Front matter: the YAML or TOML block, or the `Title: …` lines, before a text."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from archive.readers.html.inline import clean_text

_YAML = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_LINE = re.compile(r"([A-Za-z][\w -]{0,30}):(?:[ \t]+(.*))?")
_MAX_NESTING = 3
_REQUIRED_FIELDS = frozenset({"title", "date"})
_HEADER_FIELDS = _REQUIRED_FIELDS | frozenset(
    [
        "author",
        "authors",
        "category",
        "categories",
        "tags",
        "slug",
        "summary",
        "number",
        "modified",
        "status",
        "lang",
        "language",
        "subtitle",
        "place",
        "issue",
        "publication",
        "description",
        "template",
        "url",
        "subject",
        "from",
        "to",
        "location",
    ]
)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields with lower-case keys, their `length` in characters, and the `problem` with them, or ""."""

    fields: Mapping[str, str] = field(default_factory=dict)
    length: int = 0
    problem: str = ""


def read_front_matter(text: str) -> FrontMatter:
    """Read the fields at the start of a text; an unreadable block yields its plain `key: value` lines."""
    if match := _YAML.match(text):
        return _read_yaml(match)
    if match := _TOML.match(text):
        return _read_toml(match)
    return read_header_lines(text)


def read_header_lines(text: str) -> FrontMatter:
    """Read `Title: …`, `Date: …` lines up to a blank line, as static site generators use them."""
    start = len(text) - len(text.lstrip("\n"))
    end = text.find("\n\n", start)
    block = text[start : end if end >= 0 else len(text)]
    fields = _header_fields(block)
    if not fields or not _REQUIRED_FIELDS & fields.keys() or not fields.keys() <= _HEADER_FIELDS:
        return FrontMatter()
    return FrontMatter(fields, start + len(block))


def _header_fields(block: str) -> dict[str, str]:
    """Return the fields, or none unless every line is one or continues one."""
    fields: dict[str, str] = {}
    key = ""
    for line in block.split("\n"):
        match = _LINE.fullmatch(line.rstrip())
        if match:
            key = match[1].strip().lower()
            fields[key] = (match[2] or "").strip()
        elif key and line[:1] in {" ", "\t"}:
            fields[key] = f"{fields[key]} {line.strip()}"
        else:
            return {}
    return fields


def _read_yaml(match: re.Match[str]) -> FrontMatter:
    try:
        # BaseLoader keeps every scalar as text, so that dates and numbers are not converted.
        loaded = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        problem = f"the front matter is not YAML ({clean_text(str(error))[:80]})"
        return FrontMatter(_salvaged(match[1]), match.end(), problem)
    if isinstance(loaded, dict):
        return FrontMatter(_as_fields(loaded), match.end())
    # An empty block is front matter, but two rules with prose between them are not.
    return FrontMatter(length=0 if match[1].strip() else match.end())


def _read_toml(match: re.Match[str]) -> FrontMatter:
    try:
        return FrontMatter(_as_fields(tomllib.loads(match[1])), match.end())
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = f"the front matter is not TOML ({clean_text(str(error))[:80]})"
        return FrontMatter(_salvaged(match[1]), match.end(), problem)


def _salvaged(block: str) -> dict[str, str]:
    matches = (re.fullmatch(r"([\w-]+)\s*[:=]\s*(.+)", line.strip()) for line in block.split("\n"))
    return {match[1].lower(): match[2].strip("\"' ") for match in matches if match}


def _as_fields(loaded: Mapping[Any, object]) -> dict[str, str]:
    return {str(key).strip().lower(): text for key, value in loaded.items() if (text := _text(value))}


def _text(value: object, depth: int = 0) -> str:
    """Write a value as text; deeper nesting is dropped, as YAML aliases can multiply it."""
    if depth > _MAX_NESTING:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_text(inner, depth + 1) for inner in value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(inner, depth + 1)}" for key, inner in value.items())
    return "" if value is None else clean_text(str(value))
