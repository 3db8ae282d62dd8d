"""What lies packed in a ZIP archive, unpacked within limits; sizes that it states are not believed."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from archive.errors import RefusedError
from archive.models import Source
from archive.readers.budget import Budget

_CHUNK = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, struct.error, NotImplementedError)
_ENCRYPTED = 0x1


@contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """The archive in a source; RefusedError where it is damaged, also when that shows only later."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            yield archive
    except _DAMAGE as error:
        raise RefusedError(f"{source.name}: the ZIP archive is damaged ({error}); fetch it again") from error


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member needs a password."""
    return bool(member.flag_bits & _ENCRYPTED)


def unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """A member's bytes; LimitError as soon as they go past what the source may unpack to."""
    chunks = []
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            budget.unpack(len(chunk))
            chunks.append(chunk)
    return b"".join(chunks)
