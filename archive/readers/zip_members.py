"""Opening ZIP archives and unpacking members within limits; the sizes that an archive states are ignored."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from archive.errors import RefusedError
from archive.models import Source
from archive.readers.budget import Budget

_CHUNK_BYTES = 1024 * 1024
_DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OSError,
    struct.error,
    NotImplementedError,
)
_ENCRYPTED_FLAG = 0x1


@contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open the archive in a source; raises RefusedError where it is damaged, also while it is being read."""
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            yield archive
    except _DAMAGE_ERRORS as error:
        raise RefusedError(f"{source.name}: the ZIP archive is damaged ({error}); fetch it again") from error


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member is protected by a password."""
    return bool(member.flag_bits & _ENCRYPTED_FLAG)


def unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return a member's bytes; raises LimitError as soon as the source has unpacked to too much."""
    chunks = []
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK_BYTES):
            budget.add_unpacked(len(chunk))
            chunks.append(chunk)
    return b"".join(chunks)
