"""The JSON Lines reader: one item per line, as a JSON object."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from archive.document import Document, SourceItem
from archive.errors import RefusedError
from archive.models import Source
from archive.readers.decoding import decode
from archive.readers.html.inline import clean_text

_FIELDS = frozenset({"headline", "title", "text", "date", "publication", "topics", "regions", "url"})


@dataclass(slots=True)
class _Issue:
    publication: str
    date: str
    items: list[SourceItem] = field(default_factory=list)


class _BadLineError(ValueError):
    """The reason why a line is not an item."""


def read_json_lines(source: Source) -> list[Document]:
    """Read items into one Document per publication and date; the first one's warnings name the bad lines.

    Raises RefusedError where no line is an item.
    """
    decoded = decode(source.data)
    issues: dict[tuple[str, str], _Issue] = {}
    warnings: list[str] = []
    for number, line in _lines(decoded.text):
        try:
            _take(_object(line), issues)
        except _BadLineError as error:
            warnings.append(f"{source.name}: line {number} {error}")
    if not issues:
        raise RefusedError(warnings[0] if warnings else f"{source.name}: no items; nothing to archive")
    return [
        _document(source.name, issue, decoded.encoding, tuple(warnings) if position == 0 else ())
        for position, issue in enumerate(issues.values())
    ]


def read_json_line(line: str, name: str) -> tuple[Mapping[str, object], Document]:
    """Return the object of a line and its item as an issue; the RefusedError it raises leaves out `name`."""
    issues: dict[tuple[str, str], _Issue] = {}
    try:
        values = _object(line)
        _take(values, issues)
    except _BadLineError as error:
        raise RefusedError(str(error)) from error
    return values, _document(name, next(iter(issues.values())), "utf-8", ())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _object(line: str) -> Mapping[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"is not JSON ({clean_text(str(error))[:80]})") from error
    if not isinstance(value, dict):
        raise _BadLineError("is JSON, but no object with headline and text")
    return value


def _take(values: Mapping[str, object], issues: dict[tuple[str, str], _Issue]) -> None:
    item = _item(values)
    key = (clean_text(_string(values, "publication")), clean_text(_string(values, "date")))
    issues.setdefault(key, _Issue(*key)).items.append(item)


def _item(values: Mapping[str, object]) -> SourceItem:
    name = "headline" if values.get("headline") else "title"
    headline, text = clean_text(_string(values, name)), _string(values, "text")
    if not headline and not text.strip():
        raise _BadLineError("has neither headline nor text")
    used = _FIELDS if name == "title" or not values.get("title") else _FIELDS - {"title"}
    return SourceItem(
        headline=headline,
        text=_paragraphs(text),
        topics=_strings(values, "topics"),
        regions=_strings(values, "regions"),
        url=_string(values, "url").strip(),
        extra={key: value for key, value in values.items() if key not in used},
    )


def _paragraphs(text: str) -> str:
    """Clean each paragraph and keep the blank lines between them."""
    text = text.replace("\r\n", "\n")
    return "\n\n".join(filter(None, map(clean_text, text.split("\n\n"))))


def _string(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    if value is None or isinstance(value, str):
        return value or ""
    raise _BadLineError(f"has a {key} that is no text")


def _strings(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = values.get(key)
    if value is None or isinstance(value, str):
        return tuple(filter(None, [clean_text(value or "")]))
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(filter(None, map(clean_text, value)))
    raise _BadLineError(f"has {key} that are no list of texts")


def _document(name: str, issue: _Issue, encoding: str, warnings: tuple[str, ...]) -> Document:
    metadata = {"publication": issue.publication, "date": issue.date}
    return Document(
        name=name,
        media_type="application/jsonl",
        title=issue.publication,
        metadata={key: value for key, value in metadata.items() if value},
        source_items=tuple(issue.items),
        encoding=encoding,
        part=" ".join(filter(None, [issue.publication, issue.date])),
        warnings=warnings,
    )
