"""Limits as whoever ingests meets them: a line that names the setting, while the rest goes in."""

from pathlib import Path

import pytest

from tests.support.command import briefings, write_issues
from tests.support.document_factories import Line, docx_of, paragraph, pdf_of, zip_of

_LINE = "The quay is open, and the ferry sails again at nine."


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    """Two issues as text, and files of three pages, of three members, of two megabytes."""
    folder = write_issues(tmp_path / "issues", 2)
    (folder / "long.pdf").write_bytes(pdf_of([[Line(60, 700, _LINE)]] * 3))
    (folder / "many.zip").write_bytes(zip_of({f"{n}.txt": _LINE.encode() for n in range(3)}))
    (folder / "bomb.docx").write_bytes(docx_of(paragraph("x" * 2_000_000)))
    (folder / "large.txt").write_text(_LINE * 30_000)
    return folder


def test_each_limit_refuses_its_file_by_name_and_the_rest_goes_in(
    issues: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {
        "long.pdf": "BRIEFINGS_MAX_PAGES",
        "many.zip": "BRIEFINGS_MAX_MEMBERS",
        "bomb.docx": "BRIEFINGS_MAX_UNPACKED_MB",
        "large.txt": "BRIEFINGS_MAX_FILE_MB",
    }
    for setting, value in zip(refused.values(), "2211", strict=True):
        monkeypatch.setenv(setting, value)
    told = briefings(tmp_path / "home", "ingest", str(issues))
    assert told.exit_code == 1
    assert "2 issues (2 added, 4 refused): 8 items" in told.stdout
    lines = told.stderr.splitlines()
    for name, setting in refused.items():
        [line] = [line for line in lines if f"issues/{name}: " in line]
        assert f"raise {setting} if you trust the file" in line


def test_a_limit_that_is_no_number_stops_the_command_in_one_line(
    issues: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFINGS_MAX_SECONDS", "soon")
    told = briefings(tmp_path / "home", "ingest", str(issues))
    assert told.exit_code == 1
    assert told.stderr == "Error: BRIEFINGS_MAX_SECONDS is “soon”: give a whole number above 0\n"
    assert not (tmp_path / "home").exists()


def test_documents_of_other_formats_are_parsed_as_text_is(tmp_path: Path) -> None:
    text = ["Harbour Watch", "London, 6 February 2026"]
    stories = [("Ferry resumes", _LINE), ("Crane falls", "Nobody was hurt when a crane fell in Hamburg.")]
    style = '<w:pStyle w:val="Heading1"/>'
    styles = '<w:styles <ROOT>><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    body = "".join(map(paragraph, text)) + "".join(
        paragraph(headline, style) + paragraph(story) for headline, story in stories
    )
    file = tmp_path / "issue"
    file.write_bytes(docx_of(body, {"word/styles.xml": f"{styles}</w:style></w:styles>"}))
    word = briefings(tmp_path / "home", "parse", str(file)).stdout
    lines = [Line(60, 780, text[0], 24, bold=True), Line(60, 750, text[1])]
    for at, (headline, story) in enumerate(stories):
        lines += [Line(60, 700 - 80 * at, headline, 15, bold=True), Line(60, 670 - 80 * at, story)]
    file.write_bytes(pdf_of([lines]))
    printed = briefings(tmp_path / "home", "parse", str(file)).stdout
    for outline in (word, printed):
        assert "Harbour Watch, London, 2026-02-06" in outline
        assert "1. Ferry resumes" in outline
        assert "2. Crane falls" in outline
