"""One issue as e-mail, page, text and PDF: one set of ids in any order, and the text of the richest form."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from archive.ingest.batches import SurveyedSource
from archive.ingest.pipeline import NO_OPTIONS, put_surveyed, survey_sources
from archive.ingest.publication_memory import PublicationMemory
from archive.models import Draft, Source
from archive.store import PutKind, Store
from tests.support.document_factories import Line, pdf_of
from tests.support.draft_factories import STORIES, draft, headlines, item, source, take_in

HEAD = ("Weekly Port Letter", "8 March 2024")


def _page() -> str:
    stories = "".join(
        f'<h2><a href="https://port.example/{n}">{headline}</a></h2><p>{text}</p><p>More of it: {text}</p>'
        for n, (headline, text) in enumerate(STORIES)
    )
    head = f"<html><head><title>{HEAD[0]}</title></head><body><h1>{HEAD[0]}</h1><p>{HEAD[1]}</p>"
    return f"{head}{stories}</body></html>"


def _mail() -> bytes:
    head = (
        f"From: {HEAD[0]} <post@port.example>",
        f"Subject: {HEAD[0]}, {HEAD[1]}",
        "Date: Fri, 8 Mar 2024 07:00:00 +0000",
        "MIME-Version: 1.0",
        "Content-Type: text/html; charset=utf-8",
    )
    return "\n".join([*head, "", _page()]).encode()


def _pdf() -> bytes:
    lines = [Line(60, 800, HEAD[0], 22, bold=True), Line(60, 770, HEAD[1])]
    height = 730
    for headline, text in STORIES:
        lines.append(Line(60, height, headline, 16, bold=True))
        lines += [Line(60, height - 24, text), Line(60, height - 54, f"More of it: {text}")]
        height -= 120
    return pdf_of([lines])


def _text() -> bytes:
    stories = (f"{headline.upper()}\n\n{text}\n\nMore of it: {text}" for headline, text in STORIES)
    return "\n\n".join([*HEAD, *stories]).encode()


FORMS = {
    "issue.eml": _mail(),
    "issue.html": _page().encode(),
    "issue.pdf": _pdf(),
    "issue.txt": _text(),
}


def _ids(store: Store) -> list[str]:
    return list(headlines(store))


@pytest.mark.parametrize("order", list(permutations(FORMS)), ids=" ".join)
def test_forms_of_an_issue_are_one_issue_with_one_set_of_ids_in_any_order(
    order: Sequence[str], store: Store
) -> None:
    for name in order:
        take_in(store, Source(name, "", FORMS[name]))
    assert store.status().issues == 1
    assert _ids(store) == [f"wpl-2024-03-08-{number}" for number in range(1, len(STORIES) + 1)]
    assert [text.lower() for text in headlines(store).values()] == [title.lower() for title, _ in STORIES]


@pytest.mark.parametrize("order", list(permutations(FORMS))[::5], ids=" ".join)
def test_the_text_that_is_kept_is_that_of_a_page_or_mail(order: Sequence[str], store: Store) -> None:
    for name in order:
        take_in(store, Source(name, "", FORMS[name]))
    [head] = store.issues()
    assert head.source_name in ("issue.eml", "issue.html")


def test_forms_taken_in_together_are_one_issue(store: Store) -> None:
    memory = PublicationMemory(store.traits)
    given = [Source(f"letters/{name}", "", data) for name, data in FORMS.items()]
    for surveyed in survey_sources(given, NO_OPTIONS, memory):
        assert isinstance(surveyed, SurveyedSource)
        put_surveyed(store, surveyed, memory)
    assert store.status().issues == 1
    assert len(_ids(store)) == len(STORIES)


def test_a_poorer_form_changes_nothing_and_says_so_each_time(store: Store) -> None:
    take_in(store, Source("issue.html", "", FORMS["issue.html"]))
    before = store.revision
    for _ in range(2):
        [outcome] = take_in(store, Source("issue.pdf", "", FORMS["issue.pdf"]))
        assert outcome.kind.value == "unchanged"
        assert "issue.html" in outcome.note
    assert store.revision == before


def test_a_poorer_form_with_other_words_is_a_later_version(store: Store) -> None:
    store.put(_long_draft(0, 1, 2), Source("issue.html", "text/html", b"page"))
    put = store.put(_long_draft(0, 3, 4), Source("issue.txt", "text/plain", b"text"))
    assert put.kind is PutKind.UPDATED


def test_a_form_under_another_title_is_no_other_publication(store: Store) -> None:
    store.put(_long_draft(0, 1, 2), Source("issue.html", "text/html", b"page"))
    other = _long_draft(0, 1, 2, publication="Port Letter of the Institute")
    assert store.put(other, source("text", "issue.txt")).issue_id == "wpl-2024-03-08"
    stranger = _long_draft(0, 3, 4, publication="Another Letter")
    assert store.put(stranger, source("else", "other.txt")).issue_id == "al-2024-03-08"


def _long_draft(*stories: int, publication: str = "Weekly Port Letter") -> Draft:
    return draft(*(item(story) for story in stories), publication=publication)
