"""The names that are known by their forms: those that ship, and those of the file that editors own.

Both files are TOML with the same tables: `[person]` and `[organisation]` map a name to the list of forms that
stand for it, `[when]` a form to the words of which one must stand in the item too, and `[not]` has the list
`names` of what is no name. Where both say something of a form, the editors' file wins.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from archive.errors import BriefingsError
from archive.tagging.names.lists import name_lists, without_accents
from archive.tagging.names.name_text import name_text
from archive.tagging.words import PhraseTable

_TABLES = ("person", "organisation", "when", "not")


class AliasError(BriefingsError):
    """The file of names cannot be used; the text names the file and the entry."""


class Kind(StrEnum):
    """What a name is the name of; NONE where it is no name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NONE = "not"


@dataclass(frozen=True, slots=True)
class Known:
    """What a form stands for; it counts only where one of the words `when`, if any, stands in the item."""

    kind: Kind
    name: str
    form: str
    when: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """All known forms, as phrases of words and as folded names for look-ups."""

    phrases: PhraseTable[Known]
    by_name: Mapping[str, Known]
    refused: frozenset[str]

    def resolve(self, kind: str, name: str) -> str | None:
        """The name that a form of this kind stands for, whatever its case and accents."""
        known = self.by_name.get(fold(name))
        return known.name if known and known.kind == kind else None

    def is_refused(self, name: str) -> bool:
        """Whether a file says that this is no name."""
        return fold(name) in self.refused


@dataclass(slots=True)
class _Building:
    forms: dict[str, Known] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The name as look-ups compare it: lower case, without accents, dots, "the" and doubled spaces."""
    plain = without_accents(name).casefold().replace("’", "'").replace(".", "").replace("-", " ")
    return " ".join(plain.removeprefix("the ").split())


class _InUse:
    """The editors' file, None as long as there is none."""

    file: Path | None = None


def use(file: Path | None) -> None:
    """Take the editors' file from now on, for the whole process; raises as `load`."""
    load(file)
    _InUse.file = file


def current() -> KnownNames:
    """The names in use: those that ship with those of the editors' file."""
    return load(_InUse.file)


@cache
def load(path: Path | None = None) -> KnownNames:
    """Read both files; raises AliasError naming the file and the entry that is wrong."""
    building = _Building()
    shipped = resources.files("archive").joinpath("data", "known_names.toml").read_text("utf-8")
    _add(building, "known_names.toml", tomllib.loads(shipped))
    if path is not None:
        _add(building, str(path), _rows(path))
    return _finished(building)


def _rows(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AliasError(f"{path}: cannot be read ({error.strerror}); check BRIEFINGS_NAMES") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AliasError(f"{path}: is not valid TOML: {error}") from error


def _add(building: _Building, file: str, rows: Mapping[str, Any]) -> None:
    def wrong(where: str, what: str) -> AliasError:
        return AliasError(f"{file}: {where}: {what}")

    for key in rows.keys() - set(_TABLES):
        raise wrong(key, "unknown table; the file holds [person], [organisation], [when] and [not]")
    when = _table(rows, "when", wrong)
    own: dict[str, Known] = {}
    for kind in (Kind.PERSON, Kind.ORGANISATION):
        for name, forms in _table(rows, kind.value, wrong).items():
            for form in (name, *forms):
                known = Known(kind, name, form, frozenset(when.get(form, ())))
                other = own.setdefault(form, known)
                if (other.kind, other.name) != (kind, name):
                    raise wrong(f"[{kind}] {name!r}", f"{form!r} already stands for {other.name!r}")
    building.forms.update(own)
    for form in when.keys() - own.keys():
        if form not in building.forms:
            raise wrong(f"[when] {form!r}", "is no form of a person or an organisation")
        building.forms[form] = _conditioned(building.forms[form], when[form])
    refused = _table(rows, "not", wrong)
    for key in refused.keys() - {"names"}:
        raise wrong(f"[not] {key}", "unknown key; the table holds names = [...]")
    _refuse(building, refused.get("names", ()))


def _refuse(building: _Building, names: Iterable[str]) -> None:
    for name in names:
        building.refused.add(fold(name))
        building.forms[name] = Known(Kind.NONE, name, name)


def _conditioned(known: Known, when: Iterable[str]) -> Known:
    return Known(known.kind, known.name, known.form, frozenset(when))


def _table(
    rows: Mapping[str, Any], key: str, wrong: Callable[[str, str], AliasError]
) -> Mapping[str, tuple[str, ...]]:
    table = rows.get(key, {})
    if not isinstance(table, dict):
        raise wrong(f"[{key}]", "must be a table")
    for name, forms in table.items():
        if not name.strip():
            raise wrong(f"[{key}]", "a name is empty")
        if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
            raise wrong(f"[{key}] {name!r}", "must be a list of strings, none of them empty")
    return {name: tuple(forms) for name, forms in table.items()}


def _finished(building: _Building) -> KnownNames:
    phrases: PhraseTable[Known] = PhraseTable()
    by_name: dict[str, Known] = {}
    possessives = name_lists().possessives
    for known in building.forms.values():
        for spelling in _spellings(known.form):
            words = name_text(spelling, possessives).words
            if phrases.get(words) is None or spelling == known.form:
                phrases.put(words, known)
        if known.kind is not Kind.NONE:
            by_name.setdefault(fold(known.form), known)
    for known in building.forms.values():
        if known.kind is not Kind.NONE and known.form == known.name:
            by_name[fold(known.name)] = known
    return KnownNames(phrases, by_name, frozenset(building.refused))


def _spellings(form: str) -> Iterator[str]:
    yield form
    plain = without_accents(form)
    if plain != form:
        yield plain
    if "United States " in form:
        yield form.replace("United States ", "U.S. ")
        yield form.replace("United States ", "US ")
