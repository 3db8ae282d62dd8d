"""The ZIP reader: reads each file in an archive as an issue of its own."""

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

# Files that packers add themselves.
_PACKER_FILES = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


@dataclass(slots=True)
class _Contents:
    documents: list[Document] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def read_zip(source: Source, budget: Budget) -> list[Document]:
    """Read an archive; the first Document's warnings name the members that cannot be read.

    Raises LimitError where the archive exceeds a limit, RefusedError where none of its files can be read.
    """
    contents = _Contents()
    with open_zip(source) as archive:
        for member in _members(archive):
            _read_member(source, archive, member, budget, contents)
    if not contents.documents:
        raise RefusedError(
            f"{source.name}: no file in the ZIP archive can be read{_first_reason(contents.refusals)}"
        )
    first = contents.documents[0]
    contents.documents[0] = replace(first, warnings=(*first.warnings, *contents.refusals))
    return contents.documents


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for member in sorted(archive.infolist(), key=lambda member: member.filename):
        parts = PurePosixPath(member.filename).parts
        if not member.is_dir() and not any(part in _PACKER_FILES or part.startswith(".") for part in parts):
            yield member


def _read_member(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget, contents: _Contents
) -> None:
    inner = member.filename
    name = f"{source.name}/{inner}"
    try:
        if is_encrypted(member):
            raise RefusedError(f"{name}: protected by a password; unpack it first")
        documents = budget.read_inner(Source(name, "", unpack_member(archive, member, budget)))
    except LimitError:
        raise
    except RefusedError as error:
        contents.refusals.append(str(error))
        return
    contents.documents += [_with_part(document, inner) for document in documents]


def _with_part(document: Document, inner: str) -> Document:
    """Return the document with its path in the archive as `part`; its name stays, as it may give the date."""
    return replace(document, part=f"{inner} {document.part}".rstrip())


def _first_reason(refusals: list[str]) -> str:
    return f"; {refusals[0]}" if refusals else ""
