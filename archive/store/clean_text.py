"""Cleaning of texts for a database, which takes neither NUL nor unpaired surrogates."""

import json
import operator
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_REFUSED = re.compile("[\0\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def cleaned(value: T) -> T:
    """A text, or a record with all its texts, in which U+FFFD stands for what a database refuses.

    That is NUL and unpaired surrogates; two surrogates that make a pair become the character that they
    stand for. Dataclasses and sequences are cleaned throughout. A mapping is kept as
    JSON, which escapes NUL, so that NUL stays in it. A value without anything to replace is returned itself.
    """
    return _cleaned(value)  # type: ignore[no-any-return]


def _cleaned(value: Any) -> Any:
    if not value:
        return value
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _replaced(value)
    if isinstance(value, tuple | list):
        parts = [_cleaned(part) for part in value]
        return value if all(map(operator.is_, value, parts)) else type(value)(parts)
    if isinstance(value, Mapping):
        return _cleaned_mapping(value)
    return _cleaned_record(value)


def _replaced(text: str) -> str:
    if not _REFUSED.search(text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _cleaned_mapping(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """The mapping, cleaned by way of JSON: it may be nested too deeply for a recursion in Python."""
    text = json.dumps(dict(mapping), ensure_ascii=False, default=str)
    return json.loads(_replaced(text)) if _SURROGATE.search(text) else mapping


def _cleaned_record(record: Any) -> Any:
    changes = {}
    for name in _field_names(record.__class__):
        before = getattr(record, name)
        after = _cleaned(before)
        if after is not before:
            changes[name] = after
    return replace(record, **changes) if changes else record


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
