"""Items that say the same in several issues, whatever the order in which the issues come in."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy import create_engine, text

from archive.models import Item, Paragraph
from archive.store import Store
from tests.support.draft_factories import draft, item, source

STORY = (
    "The port authority of Lisbon lowered its fees for container ships on Monday, after two years in which "
    "freight forwarders in Portugal and Spain had asked for it. The new tariff holds until June, when the "
    "government means to look at the figures again and decide whether to go on."
)
DAYS = [date(2024, 3, 1) + timedelta(days=7 * n) for n in range(4)]


def told(words: str = STORY, headline: str = "Lisbon lowers fees") -> Item:
    return Item(headline=headline, paragraphs=(Paragraph(words),))


def put(store: Store, day: date, *items: int | Item) -> None:
    store.put(draft(*items, day=day), source(f"{day} {items}", f"{day}.txt"))


def ids(store: Store, item_id: str) -> list[str]:
    return [placed.item.id for placed in store.repeats(item_id)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_items_know_all_others_that_say_the_same_oldest_first(store: Store, order: tuple[int, ...]) -> None:
    for number in order:
        put(store, DAYS[number], number, told())
    names = [f"wpl-{day}-2" for day in DAYS[:3]]
    for name in names:
        assert ids(store, name) == [other for other in names if other != name]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_oldest_alone_is_compared_with_and_the_others_point_at_it(
    store: Store, url: str, order: tuple[int, ...]
) -> None:
    for number in order:
        put(store, DAYS[number], told())
    engine = create_engine(url)
    with engine.connect() as connection:
        assert set(connection.scalars(text("SELECT item FROM bands"))) == {f"wpl-{DAYS[0]}-1"}
        links = {tuple(row) for row in connection.execute(text("SELECT item, earlier FROM repeats"))}
    engine.dispose()
    assert links == {(f"wpl-{day}-1", f"wpl-{DAYS[0]}-1") for day in DAYS[1:3]}


def test_different_items_repeat_nothing(store: Store) -> None:
    put(store, DAYS[0], 0, 1, 2)
    put(store, DAYS[1], 3, 4)
    assert ids(store, f"wpl-{DAYS[1]}-1") == []


def test_an_item_that_is_told_otherwise_in_a_new_version_repeats_no_more(store: Store) -> None:
    put(store, DAYS[0], told())
    put(store, DAYS[1], 0, 1, told())
    assert ids(store, f"wpl-{DAYS[1]}-3") == [f"wpl-{DAYS[0]}-1"]
    put(store, DAYS[1], 0, 1, told("The fees of the port of Lisbon stay as they are.", "Lisbon lowers fees"))
    assert ids(store, f"wpl-{DAYS[1]}-3") == []


def test_when_the_oldest_is_removed_the_others_still_know_each_other(store: Store) -> None:
    for day in DAYS:
        put(store, day, told())
    store.remove(f"wpl-{DAYS[0]}")
    assert ids(store, f"wpl-{DAYS[3]}-1") == [f"wpl-{DAYS[1]}-1", f"wpl-{DAYS[2]}-1"]
    store.remove(f"wpl-{DAYS[2]}")
    assert ids(store, f"wpl-{DAYS[1]}-1") == [f"wpl-{DAYS[3]}-1"]


def test_items_of_one_issue_are_not_told_as_repeats(store: Store) -> None:
    put(store, DAYS[0], told(headline="One"), told(headline="Two"))
    assert ids(store, f"wpl-{DAYS[0]}-1") == []
    put(store, DAYS[1], told())
    assert ids(store, f"wpl-{DAYS[1]}-1") == [f"wpl-{DAYS[0]}-1"]


def test_a_line_of_every_issue_is_known_again_in_a_long_archive(store: Store) -> None:
    for number in range(60):
        day = date(2020, 1, 1) + timedelta(days=7 * number)
        put(store, day, told(), item(number % 5))
    assert len(ids(store, "wpl-2020-01-01-1")) == 59
