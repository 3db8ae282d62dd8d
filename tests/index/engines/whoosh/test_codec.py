"""A plain `whoosh.index.open_dir` opens the index, and Whoosh's own searcher finds the same items."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import index as whoosh_index
from whoosh.qparser.default import QueryParser
from whoosh.query import compound, positional, qcore, terms, wrappers

from index.engine import Search
from index.engines.whoosh import codec as whoosh_codec
from index.engines.whoosh.engine import WhooshEngine
from index.query.nodes import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Term, Value, Wildcard
from tests.support import generators
from tests.support.index_documents import CHANGES

EVERY: Any = qcore.Every
PAIRS: list[tuple[Any, Node]] = [
    (terms.Term("body", "gallium"), Term("gallium", "body")),
    (terms.Term("headline_words", "exports"), Prefix("exports", "headline")),
    (positional.Phrase("headline", ["export", "control"]), Phrase(("export", "controls"), "headline")),
    (terms.Prefix("body_words", "exp"), Prefix("exp", "body")),
    (terms.Wildcard("body_words", "*er*"), Wildcard("*er*", "body")),
    (terms.FuzzyTerm("body_words", "galium"), Fuzzy("galium", 1, "body")),
    (terms.Term("region", "CN"), Value("region", "CN")),
    (
        compound.Or([terms.Term("body", "gallium"), terms.Term("topic", "energy")]),
        Or((Term("gallium", "body"), Value("topic", "energy"))),
    ),
    (
        compound.And([terms.Term("body", "control"), terms.Term("region", "CN")]),
        And((Term("controls", "body"), Value("region", "CN"))),
    ),
    (compound.And([EVERY(), wrappers.Not(terms.Term("region", "CN"))]), Not(Value("region", "CN"))),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three segments, of which one has an item deleted."""
    made = tmp_path_factory.mktemp("whoosh") / "index"
    engine = WhooshEngine.create(made)
    engine.apply(CHANGES[:4], 4)
    engine.apply(CHANGES[4:6], 6)
    engine.apply(CHANGES[6:], 7)
    engine.apply([type(CHANGES[1])("wages", None)], 8)
    engine.close()
    return made


@pytest.fixture
def searcher(folder: Path) -> Iterator[Any]:
    with whoosh_index.open_dir(str(folder)).searcher() as opened:
        yield opened


@pytest.mark.parametrize(("theirs", "ours"), PAIRS, ids=[str(theirs) for theirs, _ in PAIRS])
def test_whooshs_searcher_finds_the_same_items(folder: Path, searcher: Any, theirs: Any, ours: Node) -> None:
    engine = WhooshEngine(folder)
    expected = {hit.id for hit in engine.search(Search(ours)).hits}
    engine.close()
    found = searcher.search(theirs, limit=None)
    assert {hit["id"] for hit in found} == expected
    assert {searcher.stored_fields(doc)["id"] for doc in searcher.docs_for_query(theirs)} == expected


def test_whooshs_parser_analyzes_as_the_index_does(searcher: Any) -> None:
    parsed = QueryParser("headline", searcher.schema).parse('"Tightening export control"')
    assert [hit["id"] for hit in searcher.search(parsed)] == ["gallium"]
    assert searcher.search(parsed)[0]["headline"].startswith("Beijing tightens")


def test_random_archives_have_the_terms_that_whoosh_walks_over(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "index")
    for revision, changes in enumerate(generators.history(3, (60, 20, 5)), 1):
        engine.apply(changes, revision)
    ids = {id_ for id_, _ in engine.fingerprints()}
    index: Any = whoosh_index.open_dir(str(tmp_path / "index"))
    with index.reader() as reader:
        assert {fields["id"] for fields in reader.all_stored_fields()} == ids
        listed = list(reader.all_terms())
        assert listed == sorted(listed)
        for field, text in listed:
            info, matcher = reader.term_info(field, text), reader.postings(field, text)
            assert (field, text) in reader
            assert info.doc_frequency() >= len(list(matcher.all_ids()))
            assert info.min_id() <= info.max_id()
    engine.close()


def test_whooshs_own_writer_is_refused_in_one_line(folder: Path) -> None:
    index = whoosh_index.open_dir(str(folder))
    codec = whoosh_codec.ColumnarCodec()
    with pytest.raises(NotImplementedError, match="written by WhooshEngine"):
        index.writer(codec=codec)


ELSEWHERE = """
import sys, whoosh
from whoosh.index import open_dir
from whoosh.query import And, Phrase, Prefix, Term
asked = And([Phrase("headline", ["export", "control"]), Prefix("body_words", "germ"), Term("region", "CN")])
with open_dir(sys.argv[1]).searcher() as searcher:
    print(whoosh.__file__, *(hit["id"] for hit in searcher.search(asked)))
"""


def test_another_distribution_of_whoosh_opens_it_too(folder: Path) -> None:
    other = os.environ.get("OTHER_WHOOSH")
    if not other:
        pytest.skip("OTHER_WHOOSH names no folder with another distribution: pip install --target")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([other, str(Path(__file__).parents[4])])}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, folder], env=environment, capture_output=True, text=True
    )
    where, *found = done.stdout.split()
    assert where.startswith(other)
    assert found == ["gallium"], done.stderr
