"""The page of what the parser was unsure of, and the original files."""

from dataclasses import replace
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from app import accounts
from archive.models import Accounting, Doubt, Draft, Item, Paragraph, Source
from archive.store import Store
from tests.support.responses import answer, link, page, texts

TEXT = "## Dockers return\n\nWork began again on Monday.\n\nBuy cranes.\n\n## Tides\n\nHigh water at noon.\n"
DAY = date(2025, 5, 2)


def put(store: Store, *doubts: Doubt, day: date = DAY, text: str = TEXT) -> None:
    items = (
        Item(position=1, headline="Dockers return", paragraphs=(Paragraph("Work began again on Monday."),)),
        Item(position=2, headline="Tides", paragraphs=(Paragraph("High water at noon."),)),
    )
    draft = Draft("Quay Letter", day, items, accounting=Accounting(10, 2, 0), doubts=doubts)
    store.put(draft, Source(f"quay-{day}.md", "text/markdown", text.encode()))


def test_without_doubts_the_page_says_so(client: FlaskClient) -> None:
    assert "There is nothing to review" in texts(page(client, "/review"), ".notes")[0]


def test_an_item_in_doubt_stands_beside_its_source(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("has a line that looks like no news", 1))
    found = page(fresh_app.test_client(), "/review")
    assert texts(found, "article h2") == ["Dockers return"]
    assert texts(found, ".reasons li") == ["has a line that looks like no news"]
    assert texts(found, ".beside section:first-child p") == ["Work began again on Monday."]
    assert texts(found, ".beside section:last-child p") == [
        "heading 2 Dockers return",
        "paragraph Work began again on Monday.",
        "paragraph Buy cranes.",
        "heading 2 Tides",
        "paragraph High water at noon.",
    ]
    assert texts(found, ".beside section:last-child p.quiet")[0] == "paragraph Buy cranes."
    assert "from quay-2025-05-02.md" in texts(found, ".about")[0]


def test_an_issue_in_doubt_shows_its_headlines_and_its_words(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("unsure of the items"))
    found = page(fresh_app.test_client(), "/review")
    assert texts(found, ".beside section:first-child p") == ["1. Dockers return", "2. Tides"]
    assert "12 words: 10 in items, 2 in matter, 0 nowhere" in texts(found, ".about")[0]


def test_ten_stand_on_a_page_and_the_last_page_answers_for_those_beyond(
    fresh_app: Flask, store: Store
) -> None:
    for week in range(11):
        put(store, Doubt("unsure"), day=DAY + timedelta(days=7 * week), text=f"{week} {TEXT}")
    client = fresh_app.test_client()
    assert len(texts(page(client, "/review"), "article")) == 10
    second = page(client, "/review?page=2")
    assert len(texts(second, "article")) == 1
    assert link(second, "Previous") == "/review?page=1"
    assert texts(page(client, "/review?page=999999"), "article") == texts(second, "article")


def test_a_page_that_is_no_number_is_a_bad_request(client: FlaskClient) -> None:
    for wrong in ("0", "-1", "x", "1.5", "٣", "9" * 20):
        assert answer(client, f"/review?page={wrong}", 400)


def test_markup_in_a_source_is_shown_as_text(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("<script>alert(1)</script>", 1), text="## <b>Dockers</b>\n\n<script>alert(2)</script>\n")
    told = answer(fresh_app.test_client(), "/review").get_data(as_text=True)
    assert "<script>alert" not in told


def test_a_source_that_cannot_be_read_any_more_is_said(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("unsure"), text=" ")
    assert (
        "It cannot be read any more" in texts(page(fresh_app.test_client(), "/review"), ".beside .quiet")[0]
    )


def test_a_held_issue_stands_at_the_end(fresh_app: Flask, store: Store) -> None:
    undated = replace(Draft("Quay Letter", None, ()), date_guess=DAY)
    store.put(undated, Source("later.md", "text/markdown", b"later"))
    found = page(fresh_app.test_client(), "/review")
    assert texts(found, ".held li") == ["later.md: no date found, perhaps of 2 May 2025"]


def test_the_original_file_is_given_to_editors_as_it_came_and_never_as_a_page(
    fresh_app: Flask, store: Store
) -> None:
    put(store, Doubt("unsure"), text="<script>alert(1)</script>")
    client = signed_in(fresh_app, store)
    url = link(page(client, "/review"), "quay-2025-05-02.md")
    assert url == "/issues/ql-2025-05-02/source"
    told = answer(client, url)
    assert told.data == b"<script>alert(1)</script>"
    assert told.mimetype == "application/octet-stream"
    assert told.headers["Content-Disposition"] == "attachment; filename*=UTF-8''quay-2025-05-02.md"


def test_a_reader_is_asked_to_sign_in_for_the_original_file(fresh_app: Flask, store: Store) -> None:
    put(store)
    told = answer(fresh_app.test_client(), "/issues/ql-2025-05-02/source", 303)
    assert told.location == "/sign-in?next=/issues/ql-2025-05-02/source"


def test_a_removed_issue_has_no_file(fresh_app: Flask, store: Store) -> None:
    put(store)
    store.remove("ql-2025-05-02")
    assert answer(signed_in(fresh_app, store), "/issues/ql-2025-05-02/source", 404)


def signed_in(app: Flask, store: Store) -> FlaskClient:
    """A client of an editor who has signed in."""
    accounts.add(store, "ana", "a long password")
    client = app.test_client()
    form = {"name": "ana", "password": "a long password", "csrf_token": token(client, "/sign-in")}
    assert client.post("/sign-in", data=form).status_code == 303
    return client


def token(client: FlaskClient, url: str) -> str:
    return str(page(client, url).select("main input[name=csrf_token]")[0]["value"])


def test_an_editor_settles_a_doubt_on_the_page(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("unsure of the items"), Doubt("very long beside the others", 2))
    client = signed_in(fresh_app, store)
    form = {"csrf_token": token(client, "/review"), "id": "ql-2025-05-02-2", "reason": "it is"}
    answered = client.post("/review/settle?page=1", data=form)
    assert (answered.status_code, answered.location) == (303, "/review?page=1")
    found = page(client, "/review")
    assert "Settled: very long beside the others" in texts(found, ".notes")
    assert texts(found, ".reasons li") == ["unsure of the items"]
    again = client.post("/review/settle", data=form, follow_redirects=True)
    assert "Nothing is doubted of that any more." in again.text


def test_a_reader_settles_nothing_and_has_no_form(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("unsure of the items"))
    client = fresh_app.test_client()
    assert not texts(page(client, "/review"), "form.settle")
    answered = client.post("/review/settle", data={"id": "ql-2025-05-02"})
    assert (answered.status_code, answered.location) == (303, "/sign-in?next=/review")
    assert len(store.doubted_issues()) == 1


def test_settling_without_the_forms_token_is_refused(fresh_app: Flask, store: Store) -> None:
    put(store, Doubt("unsure of the items"))
    answered = signed_in(fresh_app, store).post("/review/settle", data={"id": "ql-2025-05-02"})
    assert answered.status_code in (400, 403)
    assert len(store.doubted_issues()) == 1
