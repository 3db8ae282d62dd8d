"""The query language's table of matches, against every engine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.documents import IndexDocument
from index.engine import Engine, Search
from index.query.parser import parse
from tests.support.engines import ENGINES, matching
from tests.support.index_documents import document

TABLE: dict[str, Any] = matching()


@pytest.fixture(params=ENGINES, scope="module")
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("matching") / "index"
    engine = ENGINES[request.param](folder)
    engine.rebuild([_document(item) for item in TABLE["item"]], 1)
    yield engine
    engine.close()


def _document(item: dict[str, Any]) -> IndexDocument:
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in item.items()
    }
    return document(given.pop("id"), given.pop("date"), **given)


@pytest.mark.parametrize("case", TABLE["case"], ids=[case["query"] for case in TABLE["case"]])
def test_a_query_finds_what_the_table_says(archive: Engine, case: dict[str, Any]) -> None:
    results = archive.search(Search(parse(case["query"]).node, limit=100))
    assert sorted(hit.id for hit in results.hits) == sorted(case["ids"]), case["about"]
