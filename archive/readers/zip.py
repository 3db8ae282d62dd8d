"""The ZIP reader: each file in the archive is read as if it lay beside it, and is an issue of its own."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from archive.document import Document
from archive.errors import RefusedError
from archive.limits import LimitError
from archive.models import Source
from archive.readers.budget import Budget
from archive.readers.zip_members import is_encrypted, open_zip, unpack_member

# What packers add of their own accord.
_LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(slots=True)
class _Found:
    documents: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_zip(source: Source, budget: Budget) -> list[Document]:
    """Read an archive; a member that cannot be read is named in the warnings of the first that can.

    LimitError where the archive goes past a limit, RefusedError where none of its files can be read.
    """
    found = _Found()
    with open_zip(source) as archive:
        for member in _members(archive):
            _take(source, archive, member, budget, found)
    if not found.documents:
        raise RefusedError(f"{source.name}: no file in the ZIP archive can be read{_first(found.refused)}")
    first = found.documents[0]
    found.documents[0] = replace(first, warnings=(*first.warnings, *found.refused))
    return found.documents


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        parts = PurePosixPath(member.filename).parts
        if not member.is_dir() and not any(part in _LITTER or part.startswith(".") for part in parts):
            yield member


def _take(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, found: _Found
) -> None:
    inner = member.filename
    name = f"{source.name}/{inner}"
    try:
        if is_encrypted(member):
            raise RefusedError(f"{name}: protected by a password; unpack it first")
        documents = budget.inner(Source(name, "", unpack_member(archive, member, budget)))
    except LimitError:
        raise
    except RefusedError as error:
        found.refused.append(str(error))
        return
    found.documents += [_placed(document, inner) for document in documents]


def _placed(document: Document, inner: str) -> Document:
    """The document, told apart by the path within the archive; it keeps its own name, which may date it."""
    return replace(document, part=f"{inner} {document.part}".rstrip())


def _first(refused: list[str]) -> str:
    return f"; {refused[0]}" if refused else ""
