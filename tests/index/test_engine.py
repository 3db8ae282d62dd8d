"""What every engine promises, held against each of them on the same small archive."""

from collections.abc import Iterable
from datetime import date
from math import log

import pytest

from index.documents import Change
from index.engine import Engine, Filter, Results, Search, Similar, Sort, Suggestion
from index.query.nodes import (
    And,
    Dates,
    EventDates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Value,
    Wildcard,
)
from tests.support.index_documents import ARCHIVE, CHANGES, document

ALL = [item.id for item in ARCHIVE]


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def found(engine: Engine, node: Node) -> set[str]:
    return set(ids(engine.search(Search(node))))


CASES: list[tuple[Node, Iterable[str]]] = [
    (Everything(), ALL),
    (Nothing(), []),
    (Term("tariff"), ["tariffs"]),
    (Term("CONTROL"), ["gallium", "grid", "talks"]),
    (Term("control", "headline"), ["gallium"]),
    (Term("control", "topic"), []),
    (Term("export-controls"), ["gallium", "talks"]),
    (Term("..."), []),
    (Term("cafe"), ["cafe"]),
    (Term("cafe\u0301"), ["cafe"]),
    (Phrase(("export", "controls")), ["gallium", "talks"]),
    (Phrase(("controls", "export")), []),
    (Phrase(("export", "controls", "on", "gallium")), ["gallium"]),
    (Phrase(("export", "controls", "gallium")), []),
    (Phrase(("controls", "exports"), slop=1), ["gallium", "grid", "talks"]),
    (Phrase(("gallium", "germanium"), slop=0), []),
    (Phrase(("germanium", "gallium"), slop=1), ["gallium"]),
    (Phrase(("kind", "exporters"), slop=9), []),
    (Phrase(("tariffs", "tariffs"), slop=1), []),
    (Phrase(("tariffs", "tariffs"), slop=2), ["tariffs"]),
    (Phrase(("gallium", "gallium"), slop=20), []),
    (Phrase(()), []),
    (Prefix("exp"), ["gallium", "wages", "grid", "talks"]),
    (Prefix("exporters"), ["gallium", "wages"]),
    (Prefix("CAF"), ["cafe"]),
    (Prefix(""), []),
    (Wildcard("g*ium"), ["gallium", "talks"]),
    (Wildcard("w?ges"), ["wages"]),
    (Wildcard("*m*n*"), ["gallium", "wages", "tariffs"]),
    (Wildcard("w?g"), []),
    (Wildcard("*"), ALL),
    (Wildcard("?"), ["gallium", "quiet", "wages"]),
    (Wildcard("[a-z]*"), []),
    (Fuzzy("galium"), ["gallium", "talks"]),
    (Fuzzy("glalium"), ["gallium", "talks"]),
    (Fuzzy("glaliumm"), []),
    (Fuzzy("glallium", 1), ["gallium", "talks"]),
    (Fuzzy("galluim", 1), ["gallium", "talks"]),
    (Fuzzy("gaxxium", 1), []),
    (Fuzzy("gaxxium", 2), ["gallium", "talks"]),
    (Value("region", "030"), ["gallium", "wages", "talks", "quiet"]),
    (Value("region", "CN-GD"), ["wages"]),
    (Value("region", "XX"), []),
    (Value("date", "2026"), ["talks", "quiet", "cafe"]),
    (Value("date", "2025-08"), ["tariffs", "grid"]),
    (Dates(date(2025, 8, 1), date(2026, 1, 9)), ["tariffs", "grid", "talks", "quiet"]),
    (Dates(None, date(2025, 7, 31)), ["gallium", "wages"]),
    (Dates(date(2026, 2, 6)), ["cafe"]),
    (Dates(date(2026, 2, 6), date(2025, 1, 1)), []),
    (Dates(), ALL),
    (EventDates(date(2025, 7, 3), date(2025, 7, 3)), ["gallium"]),
    (EventDates(date(2025, 8, 1), date(2025, 8, 31)), ["gallium", "talks"]),
    (EventDates(date(2025, 8, 31), date(2026, 1, 4)), ["gallium"]),
    (EventDates(date(2026, 1, 6), date(2026, 1, 6)), ["talks"]),
    (EventDates(date(2026, 1, 8)), ["talks", "quiet"]),
    (EventDates(None, date(2025, 7, 3)), ["gallium"]),
    (EventDates(None, date(2025, 7, 2)), []),
    (EventDates(date(2025, 8, 1), date(2025, 7, 1)), []),
    (EventDates(), ["gallium", "talks", "quiet"]),
    (EventDates(date(2026, 1, 1), date(2026, 1, 31), "ahead"), []),
    (EventDates(date(2026, 4, 12), date(2026, 4, 13), "ahead"), ["talks", "quiet"]),
    (And((Term("gallium"), EventDates(date(2030, 6, 1), None, "ahead"))), ["talks"]),
    (Not(EventDates()), ["wages", "tariffs", "grid", "cafe"]),
    (And((Term("gallium"), Term("talks"))), ["talks"]),
    (And(()), ALL),
    (Or((Term("solar"), Term("wage"))), ["grid", "wages"]),
    (Or(()), []),
    (Not(Or((Value("region", "CN"), Value("region", "US")))), ["grid", "quiet", "cafe"]),
    (And((Term("beijing"), Not(Term("washington")))), ["gallium"]),
    (Not(Everything()), []),
]


@pytest.mark.parametrize(("node", "expected"), CASES, ids=[str(node) for node, _ in CASES])
def test_a_query_finds_exactly_these_items(engine: Engine, node: Node, expected: Iterable[str]) -> None:
    assert found(engine, node) == set(expected)


def test_an_empty_engine_answers_everything_with_nothing(empty: Engine) -> None:
    empty.apply((), 1)
    results = empty.search(Search(Wildcard("*"), facets=("topic",)))
    assert results == Results(total=0, hits=(), facets={"topic": {}}, span=None, revision=1)
    assert empty.similar(Similar(text="anything")) == ()
    assert empty.suggest("any") == ()
    assert empty.spelling_suggestions(["anything"]) == {}
    assert list(empty.fingerprints()) == []


def test_a_word_counts_more_in_the_headline_than_in_the_text(engine: Engine) -> None:
    assert ids(engine.search(Search(Term("gallium")))) == ["gallium", "talks"]


def test_a_rare_word_counts_more_than_a_common_one(engine: Engine) -> None:
    results = engine.search(Search(Or((Term("solar"), Term("exporters")))))
    assert ids(results)[0] == "grid"


def test_scores_add_up_over_the_words_that_match(engine: Engine) -> None:
    def score(node: Node) -> float:
        return {hit.id: hit.score for hit in engine.search(Search(node)).hits}["talks"]

    single = score(Term("gallium")) + score(Term("talks"))
    assert score(Or((Term("gallium"), Term("talks"), Term("solar")))) == pytest.approx(single, abs=2e-6)
    assert score(And((Term("gallium"), Value("region", "CN")))) == score(Term("gallium"))


def test_items_of_equal_score_stand_newest_first_and_then_by_their_place(engine: Engine) -> None:
    assert ids(engine.search(Search())) == ["cafe", "talks", "quiet", "tariffs", "grid", "gallium", "wages"]


def test_results_sort_by_date_either_way(engine: Engine) -> None:
    node = Prefix("exp")
    assert ids(engine.search(Search(node, sort=Sort.NEWEST))) == ["talks", "grid", "gallium", "wages"]
    assert ids(engine.search(Search(node, sort=Sort.OLDEST))) == ["gallium", "wages", "grid", "talks"]


def test_equal_dates_stand_by_issue_position_and_id(empty: Engine) -> None:
    items = [
        document("d", issue="b", position=1),
        document("c", issue="a", position=2),
        document("b", issue="a", position=1),
        document("a", issue="a", position=1),
    ]
    empty.rebuild(items, 1)
    for sort in Sort:
        assert ids(empty.search(Search(sort=sort))) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("sort", Sort)
def test_pages_put_together_are_the_whole_list(engine: Engine, sort: Sort) -> None:
    node = Or((Term("gallium"), Not(Term("gallium"))))
    whole = ids(engine.search(Search(node, sort=sort)))
    pages = [engine.search(Search(node, sort=sort, offset=n, limit=2)) for n in range(0, 8, 2)]
    assert [id_ for page in pages for id_ in ids(page)] == whole
    assert {page.total for page in pages} == {7}


def test_a_page_past_the_last_is_empty_and_still_counts(engine: Engine) -> None:
    results = engine.search(Search(offset=10**9, limit=10))
    assert (results.hits, results.total) == ((), 7)


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(engine: Engine) -> None:
    def narrowed(*filters: Filter) -> set[str]:
        return set(ids(engine.search(Search(filters=filters))))

    chile, japan = Filter("region", "CL"), Filter("region", "JP")
    assert narrowed(chile, japan) == {"grid", "quiet"}
    assert narrowed(chile, japan, Filter("topic", "energy")) == {"grid"}
    assert narrowed(Filter("topic", "trade"), Filter("publication", "two")) == {"tariffs"}
    assert narrowed(Filter("topic", "nothing of the kind")) == set()
    assert narrowed(Filter("no such facet", "x")) == set()


def test_an_excluded_value_is_gone_whatever_else_is_chosen(engine: Engine) -> None:
    filters = (Filter("region", "CN"), Filter("region", "US", exclude=True))
    results = engine.search(Search(filters=filters, facets=("region",)))
    assert set(ids(results)) == {"gallium", "wages"}
    assert results.facets["region"] == {
        "142": 3,
        "030": 3,
        "CN": 2,
        "CN-GD": 1,
        "JP": 1,
        "019": 2,
        "419": 2,
        "CL": 1,
        "BR": 1,
    }


def test_a_facet_counts_as_if_nothing_of_its_own_were_chosen(engine: Engine) -> None:
    filters = (Filter("topic", "trade"), Filter("region", "US"))
    results = engine.search(Search(filters=filters, facets=("topic", "region", "publication")))
    assert results.total == 2
    assert results.facets["topic"] == {"economy": 2, "trade": 2, "politics": 1}
    assert results.facets["region"] == {"142": 2, "030": 2, "CN": 2, "019": 2, "021": 2, "US": 2}
    assert results.facets["publication"] == {"one": 1, "two": 1}


def test_the_query_and_the_dates_bear_on_every_count(engine: Engine) -> None:
    request = Search(Value("region", "CN"), first=date(2025, 7, 5), facets=("region", "date"))
    results = engine.search(request)
    assert ids(results) == ["talks"]
    assert results.facets["date"] == {"2026": 1, "2026-01": 1}
    assert results.facets["region"] == {"142": 1, "030": 1, "CN": 1, "019": 1, "021": 1, "US": 1}


def test_event_dates_are_counted_where_they_are_asked_for(engine: Engine) -> None:
    results = engine.search(Search(Term("gallium"), facets=("ahead", "publication")))
    assert results.facets["publication"] == {"one": 2}
    assert results.facets["ahead"] == {
        "2025-08-01..2025-08-31": 1,
        "2026-04-01..2026-04-30": 1,
        "2030-01-01..2030-12-31": 1,
    }
    narrowed = engine.search(Search(filters=(Filter("ahead", "2026-04-12"),), facets=("event",)))
    assert (ids(narrowed), narrowed.facets["event"]) == (["quiet"], {"2026-04-12": 1})


def test_only_the_facets_asked_for_are_counted(engine: Engine) -> None:
    assert engine.search(Search()).facets == {}
    assert engine.search(Search(facets=("unknown",))).facets == {"unknown": {}}


def test_a_facet_is_cut_to_its_most_frequent_values_and_those_asked_for(empty: Engine) -> None:
    carried = {"a": "one", "b": "two", "c": "two", "d": "three", "e": "four"}
    topics = ("trade", "energy")
    empty.rebuild([document(id_, publication=name, topics=topics) for id_, name in carried.items()], 1)
    facets = ("publication", "topic")
    two = empty.search(Search(facets=facets, max_values=2)).facets
    assert two == {"publication": {"two": 2, "four": 1}, "topic": {"trade": 5, "energy": 5}}
    filters = tuple(Filter("publication", name, name == "one") for name in ("three", "one", "f", "zzz"))
    one = empty.search(Search(filters=filters, facets=facets, max_values=1)).facets
    assert one["publication"] == {"two": 2, "three": 1}
    assert empty.search(Search(facets=("publication",), max_values=0)).facets == {"publication": {}}


def test_the_span_is_that_of_all_matches_not_of_the_page(engine: Engine) -> None:
    results = engine.search(Search(Term("controls"), limit=1))
    assert results.span == (date(2025, 7, 4), date(2026, 1, 9))


def test_similar_items_share_telling_words_and_leave_the_item_out(engine: Engine) -> None:
    assert engine.similar(Similar("gallium"))[0].id == "talks"
    assert "gallium" not in {hit.id for hit in engine.similar(Similar("gallium", limit=20))}
    assert engine.similar(Similar("no such item")) == ()


def test_similar_to_a_text_and_before_a_day(engine: Engine) -> None:
    text = "Talks between Beijing and Washington about gallium"
    assert engine.similar(Similar(text=text))[0].id == "talks"
    earlier = engine.similar(Similar(text=text, before=date(2026, 1, 9), limit=1))
    assert [hit.id for hit in earlier] == ["gallium"]


def similar_ids(engine: Engine, request: Similar) -> list[str]:
    return [hit.id for hit in engine.similar(request)]


def test_similarity_adds_shared_values_and_nearness_as_the_contract_says(empty: Engine) -> None:
    regions = {
        date(2026, 1, 1): "CN",
        date(2026, 1, 3): "US",
        date(2026, 1, 9): "US",
        date(2026, 1, 20): "CN",
    }
    items = [document(f"{day:%d}", day, regions=(region,)) for day, region in regions.items()]
    empty.apply([Change(item.id, item) for item in items], 1)
    (text_hit,) = empty.similar(Similar(facets={"region": ("CN", "CN", "FR")}, before=date(2026, 1, 9)))
    assert text_hit.id == "01"
    assert text_hit.score == pytest.approx(0.8 * log(1 + 2.5 / 2.5) + 1.0 * log(1 + 2.5 / 2.5), abs=1e-6)
    (item_hit,) = empty.similar(Similar("03"))
    assert item_hit.id == "09"
    assert item_hit.score == pytest.approx(0.8 * log(1 + 2.5 / 2.5) + 1.0 * log(1 + 2.5 / 2.5), abs=1e-6)


def test_an_item_without_a_common_word_is_similar_by_its_region_person_or_topic(empty: Engine) -> None:
    items = [
        document("source", headline="Voters choose", regions=("PE",), people=("Ann",), topics=("politics",)),
        document("region", headline="Ballots counted", regions=("PE",)),
        document("person", headline="Rival concedes", people=("Ann",)),
        document("topic", headline="Coalition formed", topics=("politics",)),
        document("neither", headline="Copper rises", regions=("CL",), people=("Bo",), topics=("economy",)),
    ]
    empty.apply([Change(item.id, item) for item in items], 1)
    assert similar_ids(empty, Similar("source")) == ["region", "topic", "person"]


def test_a_rare_region_in_common_counts_more_than_a_frequent_one(empty: Engine) -> None:
    items = [document(f"i{number}", regions=("US",)) for number in range(8)]
    items += [document("rare", regions=("TV",)), document("source", regions=("US", "TV"))]
    empty.apply([Change(item.id, item) for item in items], 1)
    assert similar_ids(empty, Similar("source"))[0] == "rare"


def test_of_items_alike_the_nearest_in_time_comes_first_before_or_after(empty: Engine) -> None:
    days = {
        "source": date(2025, 6, 15),
        "year": date(2024, 6, 15),
        "week": date(2025, 6, 22),
        "month": date(2025, 5, 15),
        "same issue": date(2025, 6, 15),
    }
    items = [document(id_, day, headline="Dam in Laos") for id_, day in days.items()]
    empty.apply([Change(item.id, item) for item in items], 1)
    assert similar_ids(empty, Similar("source")) == ["week", "month", "year", "same issue"]
    assert similar_ids(empty, Similar("source", before=date(2025, 6, 1))) == ["month", "year"]


def test_nearness_in_time_alone_makes_nothing_similar(empty: Engine) -> None:
    items = [
        document("source", headline="Dam in Laos"),
        document("next", date(2026, 1, 2), headline="Copper"),
    ]
    empty.apply([Change(item.id, item) for item in items], 1)
    assert empty.similar(Similar("source")) == ()


def test_a_text_without_a_day_is_compared_by_words_and_values_alone(empty: Engine) -> None:
    items = [
        document("old", date(1999, 1, 1), headline="Dam in Laos"),
        document("new", date(2026, 1, 1), headline="Dam in Laos"),
    ]
    empty.apply([Change(item.id, item) for item in items], 1)
    new, old = empty.similar(Similar(text="dam"))
    assert (new.id, old.id) == ("new", "old")
    assert new.score == old.score


def test_completions_are_regions_topics_and_headlines(engine: Engine) -> None:
    assert engine.suggest("chin")[0] == Suggestion("region", "CN", "China", 3)
    assert Suggestion("headline", "talks", "Beijing and Washington resume talks") in engine.suggest("beij")
    assert [s.value for s in engine.suggest("washington re")] == ["talks"]
    assert [s.value for s in engine.suggest("sao p")] == ["cafe"]
    assert engine.suggest("") == ()
    assert len(engine.suggest("b", limit=1)) == 1


def test_one_headline_is_suggested_once_and_as_the_newest_item(empty: Engine) -> None:
    empty.apply(
        [
            Change("old", document("old", date(2024, 1, 1), headline="Floods")),
            Change("new", document("new", date(2025, 1, 1), headline="Floods")),
        ],
        1,
    )
    assert [s.value for s in empty.suggest("flo")] == ["new"]


def test_a_word_that_no_item_has_is_corrected(engine: Engine) -> None:
    corrected = engine.spelling_suggestions(
        ["galium", "tarifs", "gallium", "tariff", "gal", "zzzzzzzz", "GERMANIUMM"]
    )
    assert corrected == {"galium": "gallium", "tarifs": "tariffs", "GERMANIUMM": "germanium"}


def test_a_change_replaces_the_item_and_its_counts(empty: Engine) -> None:
    empty.apply(CHANGES, 7)
    empty.apply([Change("wages", document("wages", headline="Copper", topics=("energy",)))], 8)
    assert found(empty, Term("guangdong")) == set()
    assert found(empty, Term("copper")) == {"wages"}
    results = empty.search(Search(facets=("topic", "region")))
    assert results.total == 7
    assert results.facets["topic"] == {"economy": 3, "trade": 3, "politics": 1, "energy": 2}
    assert "CN-GD" not in results.facets["region"]
    assert results.revision == empty.revision == 8


def test_a_removed_item_counts_nowhere(empty: Engine) -> None:
    fresh_score = None
    empty.rebuild(ARCHIVE[1:], 1)
    fresh_score = empty.search(Search(Term("gallium")))
    empty.rebuild(ARCHIVE, 2)
    empty.apply([Change("gallium", None), Change("never there", None)], 3)
    again = empty.search(Search(Term("gallium")))
    assert again.hits == fresh_score.hits
    assert empty.search(Search(Phrase(("export", "controls")))).total == 1
    assert empty.similar(Similar("gallium")) == ()
    assert empty.spelling_suggestions(["germaniun"]) == {}


def test_removing_everything_leaves_an_index_that_goes_on(empty: Engine) -> None:
    empty.apply(CHANGES, 1)
    empty.apply([Change(id_, None) for id_ in ALL], 2)
    assert empty.search(Search(Or((Wildcard("*"), Everything())), facets=("region",))).total == 0
    empty.apply(CHANGES[:1], 3)
    assert found(empty, Prefix("gal")) == {"gallium"}


def test_the_last_of_several_changes_to_one_item_counts(empty: Engine) -> None:
    first, second = document("x", headline="first"), document("x", headline="second")
    empty.apply([Change("x", first), Change("x", second), Change("y", first), Change("y", None)], 1)
    assert list(empty.fingerprints()) == [("x", second.fingerprint)]
    assert empty.search(Search()).total == 1


def test_a_commit_without_changes_moves_the_revision(empty: Engine) -> None:
    empty.apply(CHANGES, 3)
    empty.apply((), 9)
    assert empty.revision == 9
    assert empty.search(Search()).total == 7


def test_a_rebuild_leaves_nothing_of_before(empty: Engine) -> None:
    empty.apply(CHANGES, 7)
    empty.rebuild(iter([document("only", headline="Only this")]), 20)
    assert ids(empty.search(Search())) == ["only"]
    assert empty.revision == 20


def test_a_batch_that_fails_on_its_way_changes_nothing(empty: Engine) -> None:
    def failing() -> Iterable[Change]:
        yield CHANGES[1]
        raise RuntimeError

    empty.apply(CHANGES[:1], 1)
    with pytest.raises(RuntimeError):
        empty.apply(failing(), 2)
    with pytest.raises(RuntimeError):
        empty.rebuild((change.document for change in failing() if change.document), 2)
    assert (empty.revision, found(empty, Everything())) == (1, {"gallium"})
    empty.apply(CHANGES[1:2], 2)
    assert found(empty, Everything()) == {"gallium", "wages"}


def test_what_is_whole_passes_verification_and_stays_as_it_is(engine: Engine) -> None:
    engine.verify()
    assert (engine.revision, engine.search(Search()).total) == (7, len(ALL))


def test_of_two_documents_with_one_id_a_rebuild_takes_the_first(empty: Engine) -> None:
    empty.rebuild([document("a", headline="first"), document("a", headline="second")], 2)
    assert found(empty, Term("first")) == {"a"}
    assert found(empty, Term("second")) == set()


def test_every_live_item_has_its_fingerprint(engine: Engine) -> None:
    assert dict(engine.fingerprints()) == {item.id: item.fingerprint for item in ARCHIVE}


def test_a_wildcard_for_too_many_words_takes_the_most_frequent_and_says_so(empty: Engine) -> None:
    rare = [document(f"r{n}", body=" ".join(f"w{n:02}x{m:02}" for m in range(60))) for n in range(20)]
    common = [document(f"c{n}", body="wzzz wzzz") for n in range(3)]
    empty.rebuild([*rare, *common], 1)
    results = empty.search(Search(Prefix("w"), limit=50))
    assert results.notes == ("w* stands for 1,201 words; only the 1,000 most frequent were looked for",)
    assert results.total == 17 + 3
    empty.apply([Change(f"r{n}", None) for n in range(4)], 2)
    assert empty.search(Search(Prefix("w"), limit=50)).notes == ()


def test_words_of_any_script_and_length_are_indexed(empty: Engine) -> None:
    texts = {
        "han": "北京收紧出口",
        "hindi": "हिन्दी समाचार",
        "long": "x" * 5000 + " tail",
        "emoji": "🙂 flood \x00 end",
    }
    empty.rebuild([document(name, body=text) for name, text in texts.items()], 1)
    assert found(empty, Phrase(("出口",))) == {"han"}
    assert found(empty, Term("हिन्दी")) == {"hindi"}
    assert found(empty, Term("x" * 5000)) == found(empty, Prefix("x" * 200)) == {"long"}
    assert found(empty, Phrase(("flood", "end"))) == {"emoji"}


def test_trees_as_deep_and_as_wide_as_queries_can_be_are_answered(engine: Engine) -> None:
    deep: Node = Term("gallium")
    for level in range(63):
        deep = And((deep, Everything())) if level % 2 else Or((deep, Nothing()))
    assert found(engine, deep) == {"gallium", "talks"}
    wide = Or(tuple(Fuzzy(f"galliu{n}") for n in range(500)))
    assert found(engine, wide) == {"gallium", "talks"}


def test_the_longest_words_and_widest_windows_are_answered(engine: Engine) -> None:
    assert found(engine, Fuzzy("x" * 10_000, 2)) == set()
    assert found(engine, Wildcard("*" * 5000 + "gallium" + "*?" * 2000)) == set()
    assert found(engine, Phrase(("gallium", "licences"), slop=10**12)) == {"gallium"}
