"""Word documents whose links or pictures refer to what is not there: the words are read without them."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

_REFERENCE = re.compile(rb"""\sr:(?:id|embed|link|pict)=(["'])([^"']*)\1""")
_KNOWN = re.compile(rb"""\sId=(["'])([^"']*)\1""")


def mended(parts: Mapping[str, bytes]) -> bytes:
    """A document of these parts in XML alone, without references to what its relations do not know."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, _without_unknown(data, parts.get(_relations_of(name), b"")))
    return buffer.getvalue()


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _without_unknown(data: bytes, relations: bytes) -> bytes:
    known = {match[2] for match in _KNOWN.finditer(relations)}
    return _REFERENCE.sub(lambda match: match[0] if match[2] in known else b"", data)
