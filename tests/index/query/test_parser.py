from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.facet_values import FacetValues
from index.query.nodes import And, Everything, Node, Not, Nothing, Or, Phrase, Term, Value
from index.query.parser import MAX_DEPTH, MAX_LEAVES, MAX_LENGTH, Parsed, parse, unparse
from index.query.reference import SYNTAX
from tests.support import query_generators

LONG = [
    "[x " * 4000, "'a " * 4000, "(" * 10_000, ")" * 10_000, "()" * 5000, "-(" * 5000, "(a " * 4000,
    '"' * 10_000, "-" * 10_000, "NOT " * 3000, "a OR " * 3000, "a:" * 5000, "headline:" * 2000,
    "\\" * 10_000, "*" * 10_000, "a*" * 5000, "a-b*-" * 2000, "~" * 10_000, "date:[" * 2000,
    "date:[a" + "\\ " * 5000 + "x", "a." * 5000, "?" * 10_000, "\0" * 10_000, "🙂" * 10_000,
    "region:a b " * 1000, "a " * 5000, "^1" * 5000, '"a\\' * 4000, "pub:x " * 2000, "*\u0301" * 5000,
    "\u0958" * 10_000, "a\u0323\u0301" * 5000,
]  # fmt: skip


def _walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from _walk(child)
        case Not(child):
            yield from _walk(child)


def _is_normal(node: Node) -> bool:
    match node:
        case And(children):
            return len(children) > 1 and not any(isinstance(child, And | Everything) for child in children)
        case Or(children):
            return len(children) > 1 and not any(isinstance(child, Or) for child in children)
        case Not(child):
            return not isinstance(child, Not | Everything | Nothing)
        case Phrase(words):
            return len(words) > 1
    return True


def _holds(text: str) -> Parsed:
    """What is true of every text."""
    parsed = parse(text)
    nodes = list(_walk(parsed.node))
    assert all(map(_is_normal, nodes))
    assert sum(not isinstance(node, And | Or | Not) for node in nodes) <= MAX_LEAVES
    assert parse(unparse(parsed.node)) == Parsed(parsed.node)
    return parsed


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], max_examples=300)
@given(query_generators.nodes)
def test_what_is_written_down_reads_as_the_same_tree_without_repairs(node: Node) -> None:
    assert parse(unparse(node)) == Parsed(node)


@settings(max_examples=300)
@given(st.text())
def test_any_text_at_all_is_read_into_a_normal_tree_that_can_be_written_down(text: str) -> None:
    _holds(text)


_pieces = st.sampled_from(
    [
        *query_generators.SYNTAX,
        "AND ",
        "OR ",
        "NOT ",
        "headline:",
        "region:",
        "date:",
        "foo:",
        "2025-03",
        "..",
        "china ",
        "é",
        "~2",
    ]
)


@settings(max_examples=300)
@given(st.lists(_pieces, max_size=60).map("".join))
@example("(" * MAX_DEPTH + "-foo:bar" + ")" * MAX_DEPTH)
@example("(" * MAX_DEPTH + "-(a b)" + ")" * MAX_DEPTH)
@example("region:US Virgin Islands")
@example("\ud800 china")
def test_any_heap_of_syntax_is_read_into_a_normal_tree_that_can_be_written_down(text: str) -> None:
    _holds(text)


@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:8]!r} and so on")
def test_a_very_long_query_is_cut_and_says_so(text: str) -> None:
    parsed = _holds(text)
    assert len(unparse(parsed.node)) <= MAX_LENGTH
    assert any("too long" in repair for repair in parsed.repairs)


def test_what_was_cut_off_is_not_searched_for() -> None:
    parsed = parse("a" + "," * MAX_LENGTH + " b")
    assert parsed.node == Term("a" + "," * (MAX_LENGTH - 1))
    assert parsed.repairs == ("The query was too long; only its first 2,000 characters were read.",)


def test_spaces_do_not_make_a_query_long() -> None:
    assert parse("a" + " " * MAX_LENGTH + "b") == Parsed(And((Term("a"), Term("b"))))


def test_a_query_of_exactly_the_greatest_length_is_not_cut() -> None:
    assert parse("a" * MAX_LENGTH) == Parsed(Term("a" * MAX_LENGTH))


def test_words_beyond_the_cap_are_left_out_and_the_query_says_so() -> None:
    parsed = parse(" ".join(f"w{i}" for i in range(MAX_LEAVES + 1)))
    assert parsed.node == And(tuple(Term(f"w{i}") for i in range(MAX_LEAVES)))
    assert parsed.repairs == (f"The query has too many words; only the first {MAX_LEAVES} were used.",)


def test_brackets_too_deep_are_left_out_and_what_they_exclude_stays_excluded() -> None:
    parsed = parse("a OR " + "(b (c OR " * 15 + "-(d)" + "))" * 15)
    assert any("deep" in repair for repair in parsed.repairs)
    assert [node for node in _walk(parsed.node) if isinstance(node, Not)] == [Not(Term("d"))]


def test_where_publications_are_known_a_title_names_one_and_other_names_are_words() -> None:
    known = FacetValues({"wci": "Weekly China Insight"})
    assert parse('publication:"weekly china insight"', known) == Parsed(Value("publication", "wci"))
    assert parse("pub:weekly china insight", known).node == Value("publication", "wci")
    unknown = parse("publication:wti", known)
    assert unknown == Parsed(Term("wti"), ("No publication is called ‘wti’; it was searched for as text.",))


@pytest.mark.parametrize("query", [example.query for group in SYNTAX for example in group.examples])
def test_every_example_of_the_help_page_is_read_without_repairs(query: str) -> None:
    assert parse(query).repairs == ()
    assert parse(query).node != Everything() or query == "*"
