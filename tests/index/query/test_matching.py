"""The matching table against the oracle; the engines' own suite holds every engine to it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from index.documents import IndexDocument
from index.engine import Search
from index.engines.memory.engine import MemoryEngine
from index.query.parser import parse

TABLE = tomllib.loads((Path(__file__).parent / "matching.toml").read_text("utf-8"))


def _document(item: dict[str, Any]) -> IndexDocument:
    day = item["date"]
    facets = {
        "topic": tuple(item["topics"]),
        "region": tuple(item["regions"]),
        "date": (f"{day:%Y}", f"{day:%Y-%m}"),
        "publication": (item["publication"],),
        "event": tuple(item.get("events", ())),
        "ahead": tuple(item.get("ahead", ())),
    }
    texts = {name: item[name] for name in ("headline", "takeaway", "body")}
    return IndexDocument(item["id"], f"{item['publication']}-{day}", day, 1, texts, facets)


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    engine = MemoryEngine()
    engine.rebuild(map(_document, TABLE["item"]), 1)
    return engine


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: f"{case['about']}: {case['query']}")
def test_a_query_finds_the_items_that_the_table_says(engine: MemoryEngine, case: dict[str, Any]) -> None:
    results = engine.search(Search(parse(case["query"]).node, limit=100))
    assert sorted(hit.id for hit in results.hits) == sorted(case["ids"])
