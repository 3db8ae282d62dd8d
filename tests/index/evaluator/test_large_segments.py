"""Answers over segments so large that rough scores, bits and dense sums take part, against the oracle."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.documents import Change, IndexDocument
from index.engine import Engine, Filter, Search, Similar, Sort
from index.engines.memory.engine import MemoryEngine
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import And, Everything, Node, Not, Or, Phrase, Prefix, Term, Value
from tests.support import generators
from tests.support.differential import assert_same_answer, assert_same_hits
from tests.support.index_documents import document

pytestmark = pytest.mark.slow

ITEMS = 2500
FACETS = ("topic", "region", "date", "publication")

QUERIES: list[Node] = [
    Term("abcd"),
    Term("w7"),
    Or((Term("abc"), Term("w3"))),
    Or((Term("abc"), Term("tariff"), Term("running"))),
    Or((And((Term("abc"), Term("ab"))), Term("cab"))),
    And((Term("abc"), Term("w3"))),
    And((Or((Term("bac"), Term("w1"))), Not(Term("tariff")))),
    And((Term("ab"), Value("topic", "energy"))),
    Or((Prefix("ab"), Phrase(("ab", "tariff")))),
    Phrase(("a", "ab", "tariff"), slop=2),
    Not(Term("w9")),
    Everything(),
]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    folder: Path = tmp_path_factory.mktemp("large") / "index"
    oracle, engine = MemoryEngine(), WhooshEngine.create(folder)
    (changes,) = generators.history(7, (ITEMS,))
    documents = {change.id: change.document for change in changes if change.document}.values()
    gone = [Change(document.id, None) for document in list(documents)[::50]]
    for one in (oracle, engine):
        one.rebuild(documents, 1)
        one.apply(gone, 2)
    yield oracle, engine
    engine.close()


@pytest.fixture(scope="module")
def long_tailed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Items that carry eight of 50 values each, in one segment; in another, eight of very many."""
    folder: Path = tmp_path_factory.mktemp("long") / "index"
    oracle, engine = MemoryEngine(), WhooshEngine.create(folder)
    for seed, size, values in ((3, 4500, 50), (4, 1300, 99_991)):
        (changes,) = generators.history(seed, (size,))
        documents = [change.document for change in changes if change.document]
        taken = [Change(d.id, _carrying(number, d, values)) for number, d in enumerate(documents)]
        for one in (oracle, engine):
            one.apply(taken, seed)
        assert_same_answer(oracle, engine, Search(Term("abcd"), facets=FACETS))
    yield oracle, engine
    engine.close()


def _carrying(number: int, document: IndexDocument, values: int) -> IndexDocument:
    chosen = (
        *(f"n{(number * 7 + k) * 7919 % values}" for k in range(1, 8)),
        "often" if number % 3 else "seldom",
    )
    return replace(document, facets={**document.facets, "publication": chosen})


@pytest.fixture(scope="module")
def uneven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """Items that all have some of the same few words, and now and then a rare one; some are removed again."""
    folder: Path = tmp_path_factory.mktemp("uneven") / "index"
    oracle, engine = MemoryEngine(), WhooshEngine.create(folder)
    documents = [document(f"i{number}", body=_uneven(number)) for number in range(ITEMS)]
    for one in (oracle, engine):
        one.rebuild(documents, 1)
        one.apply([Change(f"i{number}", None) for number in range(0, ITEMS, 90)], 2)
    yield oracle, engine
    engine.close()


def _uneven(number: int) -> str:
    often = [word for place, word in enumerate(("steel", "trade", "ports", "grain")) if number >> place & 1]
    seldom = [word for every, word in ((45, "gallium"), (70, "copra"), (110, "zinc")) if not number % every]
    return " ".join(["item", *often, *seldom, *often[: number % 3], *["filler"] * (number % 17)])


@pytest.mark.parametrize("limit", [1, 5, 40])
@pytest.mark.parametrize(
    "words", ["steel gallium", "gallium copra steel trade ports", "zinc item", "item steel"]
)
def test_frequent_words_are_added_to_the_scores_of_those_in_the_race(
    uneven: tuple[Engine, Engine], words: str, limit: int
) -> None:
    query = Or((*map(Term, words.split()), And((Term("grain"), Not(Term("zinc"))))))
    assert_same_answer(*uneven, Search(query, limit=limit))
    oracle, engine = uneven
    request = Similar(text=words, limit=limit)
    assert_same_hits(oracle.similar(request), engine.similar(request))


@pytest.mark.parametrize("query", QUERIES, ids=repr)
def test_a_large_segment_answers_as_the_oracle_does(pair: tuple[Engine, Engine], query: Node) -> None:
    assert_same_answer(*pair, Search(query, limit=30, facets=FACETS))


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_a_large_segment_is_sorted_as_the_oracle_does(pair: tuple[Engine, Engine], sort: Sort) -> None:
    request = Search(Or((Term("abc"), Term("w3"))), sort=sort, offset=15, limit=30)
    assert_same_answer(*pair, request)


def test_facets_of_a_large_segment_leave_their_own_values_aside(pair: tuple[Engine, Engine]) -> None:
    filters = (Filter("topic", "energy"), Filter("region", "CN"), Filter("region", "US", exclude=True))
    assert_same_answer(*pair, Search(Term("abc"), filters, first=date(2024, 12, 9), facets=FACETS))


@pytest.mark.parametrize("max_values", [None, 7])
@pytest.mark.parametrize("query", [Term("w7"), Term("abcd"), Everything()], ids=repr)
def test_a_facet_of_very_many_values_is_counted_as_the_oracle_does(
    long_tailed: tuple[Engine, Engine], query: Node, max_values: int | None
) -> None:
    chosen = (Filter("publication", "n77"), Filter("publication", "often"))
    for filters in ((), chosen):
        request = Search(query, filters, limit=3, facets=FACETS, max_values=max_values)
        assert_same_answer(*long_tailed, request)


SIMILARS = [
    Similar(text="abc tariff w1 w2 w3 running cabs", limit=20),
    Similar(text="abc w1", facets={"region": ("142", "CN"), "person": ("Ann",)}, limit=20),
    Similar(text="tariff w9", facets={"topic": ("energy",)}, before=date(2025, 1, 20), limit=20),
    Similar(facets={"topic": ("trade", "energy"), "region": ("CN-GD",)}, before=date(2025, 1, 9), limit=40),
    *(Similar(f"i{number}", limit=30) for number in range(100, 140)),
]


@pytest.mark.parametrize("request_", SIMILARS, ids=repr)
def test_similar_items_in_a_large_segment_are_those_of_the_oracle(
    pair: tuple[Engine, Engine], request_: Similar
) -> None:
    oracle, engine = pair
    assert_same_hits(oracle.similar(request_), engine.similar(request_))
