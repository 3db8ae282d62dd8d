"""Taking files in, in a made-up format: a date, then a headline a line; "!" is a fault in the parser."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.document import Block, BlockKind, Document
from archive.errors import RefusedError, StoreError, UnknownFormatError
from archive.ingest import batches, pipeline
from archive.ingest.pipeline import Outcome, OutcomeKind, load_sources, parse_source
from archive.limits import Limits
from archive.models import Draft, Item, Paragraph, Source, Tag
from archive.profiles.profile import Profile
from archive.profiles.recognition import ProfiledDocument
from archive.splitting import HabitsLookup
from archive.store import PutKind, Store
from tests.support.draft_factories import source, take_in

TWO = "2024-03-08\nHarbour strike ends\nWheat prices climb"


def read(given: Source, limits: Limits) -> list[Document]:
    if not given.data:
        raise UnknownFormatError(f"{given.name}: the file is empty; send it again")
    issues = given.data.decode().split("\n--\n")
    parts = [""] if len(issues) == 1 else [str(n) for n in range(1, len(issues) + 1)]
    return [
        Document(
            given.name,
            "text/plain",
            tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n")),
            part=part,
        )
        for text, part in zip(issues, parts, strict=True)
        if text
    ]


def split(document: Document, knowledge: HabitsLookup, *, profile: Profile | None, **_: object) -> Draft:
    day, *lines = (block.text for block in document.blocks)
    if lines and lines[0].startswith("!"):
        raise ZeroDivisionError("first line\nsecond line")
    items = tuple(
        Item(position=n, headline=line, paragraphs=(Paragraph(line),))
        for n, line in enumerate(lines, start=1)
    )
    return Draft("Port", date.fromisoformat(day) if day else None, items, part=document.part)


def tag(draft: Draft, *_: object) -> Draft:
    return replace(draft, items=tuple(replace(item, topics=(Tag("trade"),)) for item in draft.items))


@pytest.fixture(autouse=True)
def _made_up_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.readers.read_documents", read)
    monkeypatch.setattr(batches, "survey", ProfiledDocument)
    monkeypatch.setattr(pipeline, "split_document", split)
    monkeypatch.setattr("archive.tagging.tagger.tag", tag)


def test_a_source_is_read_split_and_tagged() -> None:
    [draft] = parse_source(source(TWO))
    assert (draft.date, [item.headline for item in draft.items]) == (
        date(2024, 3, 8),
        ["Harbour strike ends", "Wheat prices climb"],
    )
    assert draft.items[0].topics == (Tag("trade"),)


def test_an_issue_is_taken_in_with_its_counts(store: Store) -> None:
    given = Source("port.txt", "", TWO.encode())
    [outcome] = take_in(store, given)
    assert outcome == Outcome(OutcomeKind.ADDED, "port.txt", "port-2024-03-08", items=2, added=2)
    kept = store.source(given.sha256)
    assert (kept.data, kept.media_type) == (TWO.encode(), "text/plain")
    [again] = take_in(store, given)
    assert (again.kind, again.items, again.added) == (OutcomeKind.UNCHANGED, 2, 0)


def test_each_issue_of_a_source_has_its_outcome(store: Store) -> None:
    outcomes = take_in(store, source(f"{TWO}\n--\n\nNo date here\n--\n2024-03-15\nFerry route reopens"))
    assert [(one.kind.value, one.issue_id) for one in outcomes] == [
        ("added", "port-2024-03-08"),
        ("held", ""),
        ("added", "port-2024-03-15"),
    ]
    assert outcomes[1].reason == "no date found"
    assert [held.part for held in store.held_issues()] == ["2"]


def test_what_cannot_be_read_is_refused_with_the_reason_and_nothing_is_kept(store: Store) -> None:
    [outcome] = take_in(store, source(""))
    assert outcome == Outcome(OutcomeKind.REFUSED, "letter.txt", reason="the file is empty; send it again")
    assert store.status().issues == 0


def test_a_fault_in_a_parser_refuses_its_file_in_one_line(store: Store) -> None:
    [outcome] = take_in(store, source("2024-03-08\n!"))
    assert outcome.kind is OutcomeKind.REFUSED
    assert outcome.reason == "cannot be read (ZeroDivisionError: first line); please report it with the file"
    with pytest.raises(RefusedError, match="ZeroDivisionError"):
        parse_source(source("2024-03-08\n!"))


def test_a_source_without_an_issue_is_refused(store: Store) -> None:
    [outcome] = take_in(store, source("\n--\n"))
    assert (outcome.kind, outcome.reason) == (
        OutcomeKind.REFUSED,
        "there is no issue in it; check that it is the right file",
    )


def test_strictness_refuses_a_second_file_for_an_issue(store: Store) -> None:
    take_in(store, source(TWO, "a.txt"))
    [outcome] = take_in(store, source(f"{TWO}\nMore", "b.txt"), strict=True)
    assert (outcome.kind, outcome.store_failed) == (OutcomeKind.REFUSED, False)
    assert "port-2024-03-08" in outcome.reason
    [outcome] = take_in(store, source(f"{TWO}\nMore", "b.txt"))
    assert outcome.note == "b.txt updates the issue that a.txt gave"


def test_a_store_that_fails_is_told_apart_and_ends_the_source(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk is full; free some space")

    monkeypatch.setattr(Store, "put", fail)
    outcomes = take_in(store, source(f"{TWO}\n--\n2024-03-15\nFerry route reopens"))
    assert [(one.kind, one.store_failed, one.reason) for one in outcomes] == [
        (OutcomeKind.REFUSED, True, "the disk is full; free some space")
    ]


def test_sources_are_found_and_what_cannot_be_read_is_told_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name * 2)
    (tmp_path / "large.txt").write_text("x" * 100)
    found = list(load_sources(["a.txt", "gone.txt", "*.txt"], limit=50))
    assert [one.name if isinstance(one, Source) else one.source_name for one in found] == [
        "a.txt",
        "gone.txt",
        "b.txt",
        "large.txt",
    ]
    assert [one.reason for one in found if isinstance(one, Outcome)] == [
        "no such file; check the path",
        "larger than 50 bytes; raise BRIEFINGS_MAX_FILE_MB if you trust the file",
    ]


def test_every_kind_of_put_is_a_kind_of_outcome() -> None:
    assert {kind.value for kind in PutKind} | {"refused"} == {kind.value for kind in OutcomeKind}
