"""Every sample beside this file reads as the `.blocks` file beside it says."""

from pathlib import Path

import pytest

from archive.models import Source
from archive.readers import read_documents
from tests.support.block_notation import render

_SAMPLES = sorted(path for path in (Path(__file__).parent / "samples").iterdir() if path.suffix != ".blocks")


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_its_expectation_says(path: Path) -> None:
    expected = path.with_name(f"{path.name}.blocks").read_text(encoding="utf-8")
    assert render(read_documents(Source(path.name, "", path.read_bytes()))) == expected


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_the_same_whatever_it_is_called(path: Path) -> None:
    expected = (
        path.with_name(f"{path.name}.blocks").read_text(encoding="utf-8").replace(path.name, "download")
    )
    assert render(read_documents(Source("download", "", path.read_bytes()))) == expected


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.name)
def test_leads_and_links_are_parts_of_their_block(path: Path) -> None:
    blocks = [
        block
        for document in read_documents(Source(path.name, "", path.read_bytes()))
        for block in document.blocks
    ]
    for block in blocks:
        assert block.text.startswith(block.lead)
        for link in block.links:
            assert block.text[link.start : link.end] == link.text != ""


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    path = next(path for path in _SAMPLES if path.name == "wrapped.txt")
    marked = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    expected = path.with_name(f"{path.name}.blocks").read_text(encoding="utf-8")
    assert render(read_documents(Source(path.name, "", marked))) == expected
