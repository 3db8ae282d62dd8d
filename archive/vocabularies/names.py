"""Known names of people and organisations, with their other forms: shipped, learnt and editors' ones.

All files are TOML with the same tables: `[person]` and `[organisation]` map a name to the list of its forms,
`[when]` maps a form to words of which an item must have one for the form to count, and `[not]` lists in
`names` what is no name. Where two files have a form, the editors' file wins, then the one that ships.
"""

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.data_files import read_text, read_toml
from archive.errors import BriefingsError
from archive.models import Origin, Tag
from archive.vocabularies.folding import fold_name

_LOADED_KEPT = 16
_TABLES = ("person", "organisation", "when", "not")


class NamesError(BriefingsError):
    """The file of names cannot be used; the text names the file and the entry."""


class NameKind(StrEnum):
    """Whom a name names; NONE for what looks like a name and is none."""

    PERSON = "person"
    ORGANISATION = "organisation"
    NONE = "not"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A form and the name that it stands for; it counts only beside one of the words `when`, if any."""

    kind: NameKind
    name: str
    form: str
    when: frozenset[str] = frozenset()

    @property
    def is_ambiguous(self) -> bool:
        """Whether the form names several bodies, of which this is one: "House of Representatives"."""
        return bool(self.when) and " " in self.form and self.kind is NameKind.ORGANISATION


@dataclass(frozen=True, slots=True, eq=False)
class KnownNames:
    """All known forms in the order of the files.

    `by_name` has those of people and organisations by their folded form, `refused` the folded names that a
    file says are none.
    """

    forms: tuple[KnownName, ...]
    by_name: Mapping[str, KnownName]
    refused: frozenset[str]

    def resolve(self, kind: str, name: str) -> str | None:
        """The name that a form of this kind stands for, whatever its case and accents."""
        known = self.by_name.get(fold_name(name))
        return known.name if known and known.kind == kind else None

    def is_refused(self, name: str) -> bool:
        """Whether a file says that this is no name."""
        return fold_name(name) in self.refused

    def canonical_tags(self, kind: NameKind, tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """The tags under the names of these files; tags of one name become one, and those of no name go.

        A tag that an editor gave stays, whatever the files say.
        """
        kept: dict[str, Tag] = {}
        for tag in tags:
            if tag.origin is Origin.EDITOR:
                kept[tag.value] = tag
            elif not self.is_refused(tag.value):
                name = self.resolve(kind, tag.value) or tag.value
                kept[name] = _joined(kept[name], tag) if name in kept else replace(tag, value=name)
        return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class LearntNames:
    """Names that an archive taught: people with their other forms, and organisations."""

    people: Mapping[str, Sequence[str]]
    organisations: Sequence[str]

    def save(self, path: Path) -> None:
        """Write them as a file of names, in alphabetical order; the file is replaced in one step."""
        lines = ["# Learnt from the archive by `briefings retag`, which writes this file anew.", "[person]"]
        lines += (f"{_quoted(name)} = {_quoted(list(forms))}" for name, forms in sorted(self.people.items()))
        lines += ("", "[organisation]", *(f"{_quoted(name)} = []" for name in sorted(self.organisations)))
        written = path.with_suffix(".new")
        written.write_text("\n".join(lines) + "\n", "utf-8")
        written.replace(path)


@dataclass(slots=True)
class _Builder:
    forms: dict[str, KnownName] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def load_names(path: Path | None = None, learnt: Path | None = None) -> KnownNames:
    """Read the files; raises NamesError naming the file and the entry that is wrong.

    `learnt` is a file of names that the archive taught, read before the others, which win; it need not exist.
    """
    if learnt is None or not learnt.is_file():
        return _load(path, None, 0)
    return _load(path, learnt, learnt.stat().st_mtime_ns)


@lru_cache(maxsize=_LOADED_KEPT)
def _load(path: Path | None, learnt: Path | None, _changed: int) -> KnownNames:
    builder = _Builder()
    _add(builder, "companies.txt", {NameKind.ORGANISATION.value: {name: [] for name in _companies()}})
    if learnt is not None:
        _add(builder, str(learnt), _rows(learnt))
    _add(builder, "known_names.toml", read_toml("known_names.toml"))
    if path is not None:
        _add(builder, str(path), _rows(path))
    return _finished(builder)


def _companies() -> list[str]:
    return [line for line in read_text("companies.txt").splitlines() if not line.startswith("#")]


def _rows(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise NamesError(f"{path}: cannot be read ({error.strerror}); check BRIEFINGS_NAMES") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NamesError(f"{path}: is not valid TOML: {error}") from error


def _add(builder: _Builder, file: str, rows: Mapping[str, Any]) -> None:
    def wrong(where: str, what: str) -> NamesError:
        return NamesError(f"{file}: {where}: {what}")

    for key in rows.keys() - set(_TABLES):
        raise wrong(key, "unknown table; the file holds [person], [organisation], [when] and [not]")
    when = _table(rows, "when", wrong)
    added: dict[str, KnownName] = {}
    for kind in (NameKind.PERSON, NameKind.ORGANISATION):
        for name, forms in _table(rows, kind.value, wrong).items():
            for form in (name, *forms):
                known = KnownName(kind, name, form, frozenset(when.get(form, ())))
                other = added.setdefault(form, known)
                if (other.kind, other.name) != (kind, name):
                    raise wrong(f"[{kind}] {name!r}", f"{form!r} already stands for {other.name!r}")
    builder.forms.update(added)
    for form in when.keys() - added.keys():
        if form not in builder.forms:
            raise wrong(f"[when] {form!r}", "is no form of a person or an organisation")
        builder.forms[form] = _conditioned(builder.forms[form], when[form])
    refused = _table(rows, "not", wrong)
    for key in refused.keys() - {"names"}:
        raise wrong(f"[not] {key}", "unknown key; the table holds names = [...]")
    _refuse(builder, refused.get("names", ()))


def _refuse(builder: _Builder, names: Iterable[str]) -> None:
    for name in names:
        builder.refused.add(fold_name(name))
        builder.forms[name] = KnownName(NameKind.NONE, name, name)


def _conditioned(known: KnownName, when: Iterable[str]) -> KnownName:
    return KnownName(known.kind, known.name, known.form, frozenset(when))


def _table(
    rows: Mapping[str, Any], key: str, wrong: Callable[[str, str], NamesError]
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


def _finished(builder: _Builder) -> KnownNames:
    by_name: dict[str, KnownName] = {}
    forms = tuple(builder.forms.values())
    for known in forms:
        if known.kind is not NameKind.NONE and not known.is_ambiguous:
            by_name.setdefault(fold_name(known.form), known)
    for known in forms:
        if known.kind is not NameKind.NONE and known.form == known.name:
            by_name[fold_name(known.name)] = known
    return KnownNames(forms, by_name, frozenset(builder.refused))


def _quoted(value: str | list[str]) -> str:
    """As TOML writes it, which is as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _joined(first: Tag, second: Tag) -> Tag:
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    strength = max(first.strength, second.strength)
    return replace(first, evidence=evidence, strength=strength, role=first.role or second.role)
