"""Profiles as TOML, with only what they say."""

import json
from collections.abc import Iterator, Mapping, Sequence

Value = str | Sequence[str]
Tables = Mapping[str, Mapping[str, Value]]

_WIDTH = 100


def as_toml(tables: Tables) -> str:
    """Tables as a TOML text; the one called "" comes first and has no header. Empty values are left out."""
    return "\n".join(_lines(tables)).strip() + "\n"


def _lines(tables: Tables) -> Iterator[str]:
    for name in sorted(tables, key=lambda table: table != ""):
        said = {key: value for key, value in tables[name].items() if value}
        if said and name:
            yield from ("", f"[{name}]")
        for key, value in said.items():
            yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _text(key)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    texts = [_text(text) for text in value]
    short = f"[{', '.join(texts)}]"
    return short if len(short) <= _WIDTH else "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _text(text: str) -> str:
    """A literal in single quotes where backslashes would have to be doubled, as in patterns."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
