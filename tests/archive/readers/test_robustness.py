"""Texts built to break a reader: nested, repeated, unclosed. They are read, or refused, and never more."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import RefusedError
from archive.models import Source
from archive.readers import read_documents
from tests.support.document_factories import zip_of

pytestmark = pytest.mark.slow

_MANY = 10_000
_DEEP = {
    "divs.html": b"<html><body>" + b"<div>" * _MANY + b"deep" + b"</div>" * _MANY + b"</body></html>",
    "lists.html": b"<ul><li>" * _MANY + b"deep" + b"</li></ul>" * _MANY,
    "tables.html": b"<table><tr><td>" * 3000 + b"deep" + b"</td></tr></table>" * 3000,
    "bold.html": b"<p>" + b"<b>" * _MANY + b"deep" + b"</b>" * _MANY + b"</p>",
    "quotes.md": b">" * _MANY + b" deep",
    "lists.md": b"".join(b" " * (2 * depth) + b"- deep\n" for depth in range(300)),
    "brackets.md": b"[" * _MANY + b"deep",
    "labels.md": b"[x][" * _MANY + b"deep",
    "tags.md": b"{% " * _MANY + b"deep",
    "comments.md": b"{% comment %}" * _MANY + b"deep",
    "aliases.md": b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\ndeep",
    "angles.html": b"<p>" + b"<" * _MANY + b" deep</p>",
    "rules.html": b"<style>" + b"@media {" * _MANY + b"</style><p>deep</p>",
    "marks.html": b"<!-- x -->" * _MANY + b"<p>deep</p>",
    "bullets.txt": b"".join(b" " * depth + b"- deep\n" for depth in range(500)),
    "hashes.txt": b"# " + b" " * _MANY + b"deep",
}


@pytest.mark.parametrize("name", _DEEP)
def test_deep_or_unclosed_structure_loses_no_text(name: str) -> None:
    (document,) = read_documents(Source(name, "", _DEEP[name]))
    assert "deep" in document.blocks[-1].text


@pytest.mark.parametrize("opener", [b"<!--", b"<script>", b"<title><style>"])
def test_openers_repeated_without_end_are_refused(opener: bytes) -> None:
    with pytest.raises(RefusedError):
        read_documents(Source("page.html", "", b"<p>x</p>" + opener * _MANY))


@given(
    st.sampled_from(
        ["a.html", "a.md", "a.txt", "a.eml", "a.mbox", "a.jsonl", "a.rss", "a.pdf", "a.zip", "a"]
    ),
    st.binary(max_size=300) | st.text(alphabet="<>/=\"'abp-#*[]{}()%:!&;\n \t", max_size=300).map(str.encode),
)
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    assert _is_read_or_refused(Source(name, "", data))


_STARTS = (
    b"<html><body><p>",
    b"From: a@example.org\nSubject: s\n",
    b'{"text": "a"}\n',
    b"<rss><channel><item><title>",
    b"%PDF-1.7\n1 0 obj\n",
    b"PK\x03\x04",
)


@given(
    st.sampled_from(_STARTS),
    st.binary(max_size=200),
)
def test_any_bytes_behind_a_fair_start_are_read_or_refused(start: bytes, data: bytes) -> None:
    assert _is_read_or_refused(Source("x", "", start + data))


_BINARY = ("columns.pdf", "watch.docx", "issues.zip", "ports.rss", "letter.atom", "attached.eml")
_SAMPLES = {name: (Path(__file__).parent / "samples" / name).read_bytes() for name in _BINARY}


@given(
    st.sampled_from(_BINARY),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 40)), min_size=1, max_size=6),
)
def test_documents_with_damaged_places_are_read_or_refused(
    name: str, damages: list[tuple[float, bytes, int]]
) -> None:
    data = bytearray(_SAMPLES[name])
    for share, put, taken in damages:
        place = int(share * len(data))
        data[place : place + taken] = put
    assert _is_read_or_refused(Source(name, "", bytes(data)))


@given(
    st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml"]),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(["<w:p>", "</w:p>", "<w:tbl>", "</w:r>", 'w:val="-1"', "&lt;", '"']),
        ),
        max_size=4,
    ),
)
def test_word_documents_with_damaged_parts_are_read_or_refused(
    part: str, damages: list[tuple[float, str]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(_SAMPLES["watch.docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    text = files[part].decode()
    for share, put in damages:
        place = text.find(">", int(share * len(text))) + 1
        text = text[:place] + put + text[place:]
    files[part] = text.encode()
    assert _is_read_or_refused(Source("watch.docx", "", zip_of(files)))


def _is_read_or_refused(source: Source) -> bool:
    try:
        documents = read_documents(source)
    except RefusedError as error:
        return str(error).startswith(source.name)
    return all(document.blocks or document.source_items for document in documents)
