"""No text that a database refuses gets through the store's door, whichever method it is given to."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import get_type_hints

import pytest
from sqlalchemy import Engine, event

from archive.errors import NotFoundError
from archive.models import (
    Candidate,
    Doubt,
    Draft,
    EventDate,
    Item,
    Link,
    Paragraph,
    Precision,
    Source,
    Tag,
    Traits,
)
from archive.store import Store
from archive.store.clean_text import cleaned
from tests.support.draft_factories import DAY, draft, source

ODD = "a\0b\ud83dc\udc00"
CLEAN = "a\ufffdb\ufffdc\ufffd"
ISSUE = "wpl-2024-03-08"
FIRST = f"{ISSUE}-1"

ODD_ITEM = Item(
    section=ODD,
    story_path=(ODD,),
    headline=ODD,
    paragraphs=(Paragraph(f"{ODD} first", (Link(ODD, ODD, 0, 3),)), Paragraph(f"{ODD} second")),
    takeaway=ODD,
    url=ODD,
    topics=(Tag(ODD, evidence=(ODD,)),),
    regions=(Tag(ODD),),
    people=(Tag(ODD, role=ODD),),
    organisations=(Tag(ODD),),
    event_dates=(EventDate(DAY, DAY, ODD, Precision.MONTH, True, ODD),),
    language=ODD,
    extra={ODD: [ODD, {ODD: 1}]},
)
ODD_DRAFT = Draft(
    ODD,
    DAY,
    (ODD_ITEM, replace(ODD_ITEM, headline=f"{ODD} other", paragraphs=(Paragraph(f"{ODD} third"),))),
    place=ODD,
    title=ODD,
    number=ODD,
    language=ODD,
    front_matter=(Paragraph(ODD),),
    back_matter=(Paragraph(ODD),),
    part=ODD,
    doubts=(Doubt(ODD, 1),),
    traits=Traits(evidence={ODD: 0.5}, headline_strategy=ODD),
    publication_id=ODD,
)
ODD_SOURCE = Source(ODD, ODD, b"a\0b")

CALLS: dict[str, list[Callable[[Store], object]]] = {
    "put": [lambda store: store.put(ODD_DRAFT, ODD_SOURCE)],
    "put held": [lambda store: store.put(replace(ODD_DRAFT, date=None), ODD_SOURCE)],
    "issue": [lambda store: store.issue(ODD)],
    "item": [lambda store: store.item(ODD)],
    "items": [lambda store: store.items([ODD])],
    "repeats": [lambda store: store.repeats(ODD)],
    "issues": [lambda store: store.issues(publication=ODD)],
    "years": [lambda store: store.years(ODD)],
    "remove": [lambda store: store.remove(ISSUE, ODD), lambda store: store.remove(ODD)],
    "correct": [
        lambda store: store.correct(FIRST, "headline", ODD, ODD, ODD),
        lambda store: store.correct(FIRST, "topics", [ODD], ODD),
        lambda store: store.correct(ODD, "headline", ODD, ODD),
    ],
    "split": [
        lambda store: store.split(FIRST, 2, ODD, ODD, ODD),
        lambda store: store.split(ODD, 2, ODD, ODD),
    ],
    "join": [
        lambda store: store.join(FIRST, f"{ISSUE}-2", ODD, ODD),
        lambda store: store.join(ODD, ODD, ODD),
    ],
    "history": [lambda store: store.history(ODD)],
    "replace_tags": [
        lambda store: store.replace_tags([replace(ODD_ITEM, id=FIRST), replace(ODD_ITEM, id=ODD)])
    ],
    "save_editor": [lambda store: store.save_editor(ODD, ODD)],
    "delete_editor": [lambda store: store.delete_editor(ODD)],
    "record_failed_sign_in": [lambda store: store.record_failed_sign_in(ODD, ODD, 60)],
    "clear_failed_sign_ins": [lambda store: store.clear_failed_sign_ins(ODD, ODD)],
    "count_failed_sign_ins": [lambda store: store.count_failed_sign_ins(ODD, ODD, 60)],
    "traits": [lambda store: store.traits(ODD)],
    "doubted_issues": [lambda store: store.doubted_issues(ODD)],
    "settle_doubts": [
        lambda store: store.settle_doubts(FIRST, ODD, ODD),
        lambda store: store.settle_doubts(ODD, ODD, ODD),
    ],
    "source": [lambda store: store.source(ODD)],
}
"""The methods of a store, called with odd text; nothing has an id like it."""


@pytest.fixture
def refused() -> Iterator[list[object]]:
    """The parameters of statements that a database would refuse."""
    seen: list[object] = []

    def look(_connection: object, _cursor: object, _statement: str, parameters: object, *_: object) -> None:
        if "\\x00" in (text := repr(_without_bytes(parameters))) or "\\ud" in text:
            seen.append(parameters)

    event.listen(Engine, "before_cursor_execute", look)
    yield seen
    event.remove(Engine, "before_cursor_execute", look)


def _without_bytes(value: object) -> object:
    if isinstance(value, bytes):
        return b""
    if isinstance(value, dict):
        return {key: _without_bytes(part) for key, part in value.items()}
    return [_without_bytes(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", CALLS)
def test_no_method_lets_a_nul_or_half_of_a_surrogate_pair_reach_the_database(
    store: Store, refused: list[object], name: str
) -> None:
    doubted = replace(draft(0, 1), doubts=(Doubt("unsure", 1),))
    store.put(doubted, source())
    for call in CALLS[name]:
        with suppress(NotFoundError):
            call(store)
    assert refused == []


def test_every_method_that_takes_text_is_among_those_called() -> None:
    called = {name.split()[0] for name in CALLS}
    for name, method in inspect.getmembers(Store, inspect.isfunction):
        hints = {key: str(hint) for key, hint in get_type_hints(method).items() if key != "return"}
        if not name.startswith("_") and any(
            part in hint for hint in hints.values() for part in ("str", "Draft", "Source", "Item")
        ):
            assert name in called, f"Store.{name} takes text"


def test_an_odd_draft_is_kept_with_the_offending_characters_replaced_throughout(store: Store) -> None:
    store.put(ODD_DRAFT, ODD_SOURCE)
    first, _ = store.all_items()
    assert replace(first.item, id="", extra={}) == replace(cleaned(ODD_ITEM), extra={})
    assert first.item.extra == {"a\0b\ufffdc\ufffd": ["a\0b\ufffdc\ufffd", {"a\0b\ufffdc\ufffd": 1}]}
    assert (first.issue.title, first.issue.source_name) == (CLEAN, CLEAN)


def test_a_split_of_an_item_with_odd_text_is_made_again_in_a_new_version(store: Store) -> None:
    store.put(ODD_DRAFT, ODD_SOURCE)
    [head] = store.issues()
    store.split(f"{head.id}-1", 2, "Second half", editor="desk")
    store.put(replace(ODD_DRAFT, title="Another"), replace(ODD_SOURCE, data=b"second"))
    assert [placed.item.headline for placed in store.all_items()] == [CLEAN, "Second half", f"{CLEAN} other"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("é – 中", "é – 中"),
        ("nul \0", "nul \ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("\udc00 other half", "\ufffd other half"),
        ("a pair \ud83d\ude00", "a pair \U0001f600"),
        ("\ufeffmark \ud83d", "\ufeffmark \ufffd"),
    ],
)
def test_what_a_database_refuses_becomes_a_replacement_character(text: str, expected: str) -> None:
    assert cleaned(text) == expected
    assert cleaned(("x", [text], Paragraph(text))) == ("x", [expected], Paragraph(expected))


def test_what_is_clean_is_returned_itself() -> None:
    made = replace(draft(0, 1), candidates=(Candidate("items", "é", 1, 1.0, 1.0, 1.0, 1.0),))
    assert cleaned(made) is made
    extra = {"desk": ["é", {"rank": None}]}
    assert cleaned(extra) is extra
