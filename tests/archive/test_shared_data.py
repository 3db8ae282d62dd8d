"""Real files beside the checkout: mails with their expected parses, and whole series of issues."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.errors import RefusedError
from archive.ingest.batches import SurveyedSource
from archive.ingest.pipeline import IngestOptions, parse_surveyed, survey_sources
from archive.ingest.publication_memory import PublicationMemory
from archive.ingest.worker_pool import ReaderPool
from archive.models import Draft, Source
from archive.readers import read_documents

_ROOT = Path(__file__).parents[2]
_SHARED = Path(os.environ.get("BRIEFINGS_SHARED", _ROOT.parent / "shared")) / "data"
_MAIL = _SHARED / "mail" / "resources"

_REFUSAL = re.compile(r"[^:\n]+: [^;\n]+; [^;\n]+")  # the file: why; what to do

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not _MAIL.is_dir(), reason=f"no folder of shared data at {_SHARED}"),
]


def test_every_mail_is_read_or_refused_by_name() -> None:
    messages = list(_messages())
    assert len(messages) >= 100
    for path in messages:
        for data in (path.read_bytes(), path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")):
            assert _is_read_or_refused(Source(path.name, "", data))


def test_mails_have_the_words_of_their_expected_parse() -> None:
    compared = [(path, _words(_text(path)), _expected(path)) for path in _messages() if path.suffix == ".eml"]
    judged = [(path, ours, bodies) for path, ours, bodies in compared if bodies]
    same = [path for path, ours, bodies in judged if ours in bodies]
    short = [path for path, ours, bodies in judged if all(body - ours for body in bodies)]
    assert len(judged) >= 75
    # The rest have boundaries to be taken in two ways: there ours has more text. Two lack words: one whose
    # inner boundary is the outer one's end, and one of shuffled bytes.
    assert len(same) >= 0.9 * len(judged)
    assert len(short) <= 2, short


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "most_refused"),
    [
        ("current-events/issues/*.html", 0),
        ("lwkd/*.md", 0),
        ("optech/*.md", 0),
        ("this-week-in-rust/*.md", 0),
        ("documents/html/*.html", 0),
        ("documents/eml/*.eml", 2),
    ],
)
def test_real_issues_are_read_and_no_markup_leaks(pattern: str, most_refused: int) -> None:
    refused = []
    for path in sorted(_SHARED.glob(pattern)):
        try:
            documents = read_documents(Source(path.name, "", path.read_bytes()))
        except RefusedError as error:
            refused.append(str(error))
            continue
        text = "\n".join(b.text for d in documents for b in d.blocks if b.kind != "code")
        assert text
        assert not re.search(r"\{%|\]\[|</(?:p|div|td)>|font-family:|\{:\.", text), path.name
    assert len(refused) <= most_refused, refused


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "fewest"), [("documents", 50), ("mail/resources", 100), ("feeds", 100)])
def test_every_file_ends_as_issues_or_as_a_refusal_that_says_what_to_do(folder: str, fewest: int) -> None:
    paths = [path for path in sorted((_SHARED / folder).rglob("*")) if _is_a_file_to_read(path)]
    assert len(paths) >= fewest
    refusals = []
    with ReaderPool() as readers:
        sources = (Source(path.name, "", path.read_bytes()) for path in paths)
        for opened in survey_sources(sources, IngestOptions(), PublicationMemory(), readers):
            assert isinstance(opened, SurveyedSource)
            if opened.refusal:
                refusals.append(str(opened.refusal))
                continue
            drafts = parse_surveyed(opened, IngestOptions(), PublicationMemory())
            assert all(_says_something(draft) for draft in drafts), opened.source.name
            assert not any(d.accounting and d.accounting.nowhere for d in drafts), opened.source.name
    odd = [text for text in refusals if not _REFUSAL.fullmatch(text) or "please report" in text]
    assert not odd


def _is_a_file_to_read(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".json", ".md"} and not path.stem.isupper()


def _says_something(draft: Draft) -> bool:
    matter = (*draft.front_matter, *draft.back_matter)
    return any(item.headline or item.text for item in draft.items) or any(part.text for part in matter)


def _is_read_or_refused(source: Source) -> bool:
    try:
        return bool(read_documents(source)[0].blocks)
    except RefusedError as error:
        return str(error).startswith(source.name)


def _messages() -> Iterator[Path]:
    for path in sorted(_MAIL.rglob("*")):
        if path.is_file() and path.suffix != ".json" and path.name not in {"COPYING", "LICENSE"}:
            yield path


def _text(path: Path) -> str:
    try:
        documents = read_documents(Source(path.name, "", path.read_bytes()))
    except RefusedError:
        return ""
    if documents[0].part == "body":  # the rest was attached
        documents = documents[:1]
    texts = [[*document.back_matter] or [block.text for block in document.blocks] for document in documents]
    return " ".join(text for those in texts for text in those)


def _expected(path: Path) -> list[Counter[str]]:
    """Return the words of the expected text and HTML bodies that could be decoded."""
    parse = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    bodies = [
        " ".join(_body(parse["parts"][i]["body"]) for i in parse[key]) for key in ("text_body", "html_body")
    ]
    return [_words(body) for body in bodies if _words(body) and "\ufffd" not in body]


def _body(body: object) -> str:
    if not isinstance(body, dict):
        return ""
    if "Html" in body:
        soup = BeautifulSoup(f"<div>{body['Html']}</div>", "lxml")
        for hidden in soup(["script", "style", "title"]):
            hidden.decompose()
        return soup.get_text(" ")
    return str(body.get("Text", ""))


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))
