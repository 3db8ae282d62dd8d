"""TOML files of profiles: read, with errors that name file, line and key, and written."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.dates import DateOrder
from archive.errors import BriefingsError
from archive.profiles.division import Division
from archive.profiles.profile import Marks, Patterns, Profile, RecognitionSigns, TakeawayPosition
from archive.profiles.selectors import Selector, SelectorError, parse_selectors
from archive.vocabularies import SHIPPED, Vocabularies

_ID = re.compile(r"[a-z][a-z0-9]{0,11}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("title", "id", "language", "date_order", "boilerplate"),
    "recognise": ("sender", "title", "url", "file"),
    "html": ("item", "headline", "section", "skip"),
    "text": ("item", "headline", "section"),
    "sections": ("entries", "whole"),
    "takeaway": ("label", "position"),
}
_OPEN_TABLE = "sections"
"""The table that has keys of the publication's own: titles and classes of sections."""
_TABLES = (*filter(None, _KEYS), "topics")


class ProfileError(BriefingsError):
    """A profile cannot be used as it is written."""


def load_profiles(folder: Path, vocabularies: Vocabularies = SHIPPED) -> tuple[Profile, ...]:
    """Every profile of a folder, by file name; none if there is no folder. Raises ProfileError."""
    return tuple(load_profile(file, vocabularies) for file in sorted(folder.glob("*.toml")))


def load_profile(file: Path, vocabularies: Vocabularies = SHIPPED) -> Profile:
    """The profile in a file; raises ProfileError, which names the line and the fault."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(f"{file}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"{file}: is not UTF-8; save it as UTF-8") from error
    return parse_profile(text, file.stem, str(file), vocabularies)


def parse_profile(text: str, name: str, where: str, vocabularies: Vocabularies = SHIPPED) -> Profile:
    """The profile in a TOML text; raises ProfileError, in which `where` is the name of the text.

    The topics that it names are those of the vocabularies.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{where}: is not TOML: {error}") from error
    reader = _TableReader(where, text, given)
    reader.check_keys()
    profile = Profile(
        name=name,
        title=reader.text("", "title"),
        id=reader.matching("", "id", _ID, "small letters and digits, 12 at most, a letter first"),
        language=reader.matching("", "language", _LANGUAGE, "a code such as en or de"),
        date_order=DateOrder(reader.choice("", "date_order", DateOrder)),
        recognise=RecognitionSigns(
            sender=reader.texts("recognise", "sender"),
            title=reader.patterns("recognise", "title"),
            url=reader.texts("recognise", "url"),
            file=reader.texts("recognise", "file"),
        ),
        marks=_marks(reader),
        entries=reader.texts("sections", "entries"),
        whole=reader.texts("sections", "whole"),
        divisions=reader.divisions(),
        takeaway_label=reader.patterns("takeaway", "label"),
        takeaway=TakeawayPosition(reader.choice("takeaway", "position", TakeawayPosition)),
        topics=reader.topics(vocabularies),
    )
    if not any(
        (profile.recognise.sender, profile.recognise.title, profile.recognise.url, profile.recognise.file)
    ):
        raise ProfileError(
            f"{where}: nothing says how an issue is known; add [recognise] with sender, title, url or file"
        )
    return profile


def _marks(reader: "_TableReader") -> Marks:
    return Marks(
        item=reader.selectors("item"),
        headline=reader.selectors("headline"),
        section=reader.selectors("section"),
        skip=reader.selectors("skip"),
        item_text=reader.patterns("text", "item"),
        headline_text=reader.patterns("text", "headline"),
        section_text=reader.patterns("text", "section"),
        skip_text=reader.patterns("", "boilerplate"),
    )


@dataclass(frozen=True, slots=True)
class _TableReader:
    """Reads typed values from the tables of a profile; raises ProfileError with the line of a wrong one."""

    where: str
    source: str
    given: Mapping[str, Any]

    def check_keys(self) -> None:
        """Raise ProfileError for a table or key that no profile has."""
        for key, value in self.given.items():
            if isinstance(value, dict):
                self._check(
                    key in _TABLES,
                    "",
                    f"[{key}]",
                    f"[{key}]",
                    f"there is no such table; there are {_listed(_TABLES)}",
                )
                for inner in value if key in _KEYS and key != _OPEN_TABLE else ():
                    known = _KEYS[key]
                    self._check(inner in known, key, inner, inner, f"is unknown; there are {_listed(known)}")
            else:
                known = _KEYS[""]
                self._check(
                    key in known, "", key, key, f"is unknown; there are {_listed((*known, *_TABLES))}"
                )

    def text(self, table: str, key: str) -> str:
        """A text; "" if the key is missing."""
        value = self._value(table, key, "")
        self._check(isinstance(value, str), table, key, key, "must be a text in quotes")
        return " ".join(str(value).split())

    def texts(self, table: str, key: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        value = self._value(table, key, [])
        values = [value] if isinstance(value, str) else value
        fits = isinstance(values, list) and all(isinstance(one, str) and one.strip() for one in values)
        self._check(fits, table, key, key, "must be a text or a list of texts, none of them empty")
        return tuple(values)

    def matching(self, table: str, key: str, pattern: re.Pattern[str], what: str) -> str:
        """A text that matches a pattern, "" if the key is missing; `what` describes the pattern in errors."""
        value = self.text(table, key)
        self._check(not value or bool(pattern.fullmatch(value)), table, key, key, f"“{value}” must be {what}")
        return value

    def choice(self, table: str, key: str, choices: Iterable[str]) -> str:
        """One of the choices; "" if the key is missing."""
        value, known = self.text(table, key), tuple(choices)
        listed = _listed(tuple(filter(None, known)))
        self._check(value in known, table, key, key, f"“{value}” must be one of {listed}")
        return value

    def patterns(self, table: str, key: str) -> Patterns:
        """Regular expressions, case-insensitive."""
        return tuple(self._each(table, key, lambda text: re.compile(text, re.IGNORECASE), re.error))

    def selectors(self, key: str) -> tuple[Selector, ...]:
        """CSS selectors of [html]."""
        return tuple(one for many in self._each("html", key, parse_selectors, SelectorError) for one in many)

    def divisions(self) -> dict[str, Division]:
        """How sections are divided, by patterns for their titles and classes."""
        named = self.given.get(_OPEN_TABLE, {})
        others = [key for key in named if key not in _KEYS[_OPEN_TABLE]]
        return {key: Division(self.choice(_OPEN_TABLE, key, Division)) for key in others}

    def topics(self, vocabularies: Vocabularies) -> dict[str, tuple[str, ...]]:
        """The topics of sections."""
        found = {}
        for section in self.given.get("topics", {}):
            names = self.texts("topics", section)
            ids = [(name, vocabularies.topics.resolve(name)) for name in names]
            unknown = next((name for name, topic in ids if topic is None), "")
            self._check(not unknown, "topics", section, section, f"there is no topic “{unknown}”")
            found[section.casefold()] = tuple(topic for _, topic in ids if topic)
        return found

    def _each(
        self, table: str, key: str, make: Callable[[str], Any], fault: type[Exception]
    ) -> Iterable[Any]:
        for text in self.texts(table, key):
            try:
                yield make(text)
            except fault as error:
                raise self._error(table, key, key, f"“{text}” cannot be used: {error}") from error

    def _value(self, table: str, key: str, default: object) -> Any:
        values = self.given.get(table, {}) if table else self.given
        self._check(isinstance(values, dict), "", table, table, "must be a table")
        return values.get(key, default)

    def _check(self, fits: bool, table: str, key: str, shown: str, problem: str) -> None:
        if not fits:
            raise self._error(table, key, shown, problem)

    def _error(self, table: str, key: str, shown: str, problem: str) -> ProfileError:
        line = _line_of(self.source, table, key)
        place = f"[{table}] {shown}" if table else shown
        return ProfileError(f"{self.where}, line {line}: {place}: {problem}")


def _line_of(text: str, table: str, key: str) -> int:
    """The line number of a key in a table, or of the table `[key]` itself; 1 if it is not found."""
    current = ""
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[+\s*[\"']?([^\]\"']+?)[\"']?\s*\]", line)
        if header:
            current = header[1]
            if key == f"[{current}]" or (not table and key == current):
                return number
        name = re.match(r"\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*[=.]", line)
        if name and current == table and key in name.groups():
            return number
    return 1


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


Value = str | Sequence[str]
Tables = Mapping[str, Mapping[str, Value]]

_MAX_LIST_WIDTH = 100  # characters of a list on one line


def format_toml(tables: Tables) -> str:
    """Tables as a TOML text without empty values; the table "" comes first, without a header."""
    return "\n".join(_lines(tables)).strip() + "\n"


def _lines(tables: Tables) -> Iterator[str]:
    for name in sorted(tables, key=lambda table: table != ""):
        filled = {key: value for key, value in tables[name].items() if value}
        if filled and name:
            yield from ("", f"[{name}]")
        for key, value in filled.items():
            yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _text(key)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    texts = [_text(text) for text in value]
    short = f"[{', '.join(texts)}]"
    if len(short) <= _MAX_LIST_WIDTH:
        return short
    return "[\n" + "".join(f"    {text},\n" for text in texts) + "]"


def _text(text: str) -> str:
    """A TOML string, in single quotes if it has backslashes, which need no escaping there."""
    if "\\" in text and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
