"""ZIP archives: members behind a password, and names that give a date."""

from archive.models import Source
from archive.readers import read_documents
from tests.support.document_factories import zip_of

_LINE = "The quay is open, and the ferry sails again at nine."


def test_a_member_behind_a_password_is_named_and_the_others_are_read() -> None:
    data = bytearray(zip_of({"a.txt": b"The crane fell.", "b.txt": b"The ferry sails."}))
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(magic) + flags] |= 1
    (document,) = read_documents(Source("issues.zip", "", bytes(data)))
    assert document.part == "b.txt"
    assert document.warnings == ("issues.zip/a.txt: protected by a password; unpack it first",)


def test_the_name_of_a_file_in_an_archive_may_date_it() -> None:
    (document,) = read_documents(Source("all.zip", "", zip_of({"port-2026-02-06.txt": _LINE.encode()})))
    assert document.name == "all.zip/port-2026-02-06.txt"
