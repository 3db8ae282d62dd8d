"""The search page: what it finds, how it narrows, what it offers where it finds nothing."""

from flask.testing import FlaskClient

from tests.support.responses import link, links, page, texts


def test_a_search_says_how_many_items_it_found_and_since_when(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium")
    assert texts(found, "h1") == ["3 items, Nov 2024 – Mar 2025"]
    assert len(found.select(".results > li")) == 3


def test_no_words_list_everything_newest_first(client: FlaskClient) -> None:
    found = page(client, "/search")
    assert texts(found, "h1") == ["11 items, Nov 2024 – Mar 2025"]
    days = [str(time["datetime"]) for time in found.select(".results time")]
    assert days == sorted(days, reverse=True)


def test_a_result_shows_headline_date_place_topics_regions_snippet_and_takeaway(client: FlaskClient) -> None:
    result = page(client, "/search?q=rationed").select_one(".results > li")
    assert result
    assert texts(result, "h3") == ["Guangdong opens a market for chip tools"]
    assert texts(result, "time") == ["10 Jan 2025"]
    about = texts(result, ".about p")[0]
    assert "Trade Letter, Geneva" in about
    assert "Asia" in about
    assert "Semiconductors" in about
    assert "Guangdong, China" in about
    assert texts(result, ".snippet")[0].startswith("Chinese makers of chip tools")
    assert texts(result, ".takeaway") == ["Takeaway Spare parts are the next thing to be rationed."]
    assert texts(result, ".takeaway mark") == ["rationed"]


def test_matches_are_marked_in_headlines_and_snippets(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium")
    assert set(texts(found, "h3 mark")) == {"Gallium"}
    assert {text.lower() for text in texts(found, ".snippet mark")} == {"gallium"}


def test_choosing_two_values_of_a_facet_widens_and_of_two_facets_narrows(client: FlaskClient) -> None:
    assert texts(page(client, "/search?region=CL"), "h1")[0].startswith("2 items")
    assert texts(page(client, "/search?region=CL&region=DE"), "h1")[0].startswith("4 items")
    assert texts(page(client, "/search?region=CL&region=DE&topic=trade"), "h1")[0].startswith("1 item,")


def test_a_count_says_how_many_items_following_it_gives(client: FlaskClient) -> None:
    found = page(client, "/search?q=steel+OR+gallium&topic=trade")
    rows = found.select(".facet .row .pick:not([aria-current])")
    assert len(rows) > 8
    for row in rows:
        count = row.select_one(".count")
        assert count
        answer = page(client, str(row["href"]))
        chosen = [chip for chip in texts(answer, ".chips a") if "Topic" in chip]
        if len(chosen) < 2:
            assert texts(answer, "h1")[0].split()[0] == count.get_text().split()[0], row["href"]


def test_active_filters_are_chips_that_take_them_out_again(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium&region=CN&-topic=energy&from=2025&to=2025-06")
    chips = texts(found, ".chips a")
    assert chips[:2] == ["×Remove Topic: not Energy", "×Remove Region: China"]
    assert chips[2:4] == ["×Remove From: 2025", "×Remove To: 2025-06"]
    assert links(found, ".chips a")[1] == "/search?q=gallium&-topic=energy&from=2025&to=2025-06"
    assert link(found, "Clear all") == "/search?q=gallium"


def test_narrowing_to_a_value_below_a_chosen_one_replaces_it(client: FlaskClient) -> None:
    found = page(client, "/search?region=CN")
    rows = [a for a in found.select(".pick") if "Guangdong" in a.get_text()]
    assert [str(a["href"]) for a in rows] == ["/search?region=CN-GD"]


def test_regions_begin_with_countries_and_end_with_parts_of_the_world(client: FlaskClient) -> None:
    found = page(client, "/search")
    first = texts(found, "#facet-region ~ .values > li > .row .label")
    assert "China" in first
    assert "Asia" not in first
    assert "Asia" in texts(found, "#facet-region ~ details .label")


def test_a_value_can_be_left_out(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium")
    without = next(str(a["href"]) for a in found.select("a.not") if "Leave out Japan" in a.get_text())
    assert without == "/search?q=gallium&-region=JP"
    assert texts(page(client, without), "h1")[0].startswith("2 items")


def test_dates_narrow_from_the_first_day_to_the_last(client: FlaskClient) -> None:
    assert texts(page(client, "/search?from=2025-02&to=2025-03-03"), "h1")[0].startswith("4 items")
    assert texts(page(client, "/search?date=2024"), "h1")[0].startswith("2 items")
    assert texts(page(client, "/search?to=2024"), "h1")[0].startswith("2 items")


def test_each_bar_of_the_timeline_narrows_to_its_month(client: FlaskClient) -> None:
    found = page(client, "/search")
    assert texts(found, ".timeline tbody th")[0] == "November 2024"
    assert texts(found, ".timeline tbody td") == ["2", "0", "3", "2", "4"]
    bars = links(found, ".timeline ol a")
    assert bars[1] == "/search?date=2025-01"
    assert texts(page(client, bars[1]), "h1")[0].startswith("3 items")


def test_pages_follow_one_another_and_keep_the_search(client: FlaskClient) -> None:
    first = page(client, "/search?sort=oldest")
    second = page(client, link(first, "Next"))
    assert texts(second, ".pager [aria-current]") == ["Page 2"]
    assert second.select_one("ol.results[start='6']")
    everything = [
        *links(first, "h3 a"),
        *links(second, "h3 a"),
        *links(page(client, link(second, "Next")), "h3 a"),
    ]
    assert len(everything) == len(set(everything)) == 11
    assert link(second, "Previous") == "/search?sort=oldest"


def test_the_order_can_be_chosen(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium")
    oldest = page(client, link(found, "Oldest"))
    days = [str(time["datetime"]) for time in oldest.select(".results time")]
    assert days == sorted(days)
    assert texts(oldest, ".sorts [aria-current]") == ["Oldest"]


def test_repairs_of_a_query_are_told(client: FlaskClient) -> None:
    assert texts(page(client, '/search?q="gallium'), ".notes li")


def test_a_misspelt_word_is_put_right(client: FlaskClient) -> None:
    found = page(client, "/search?q=galium")
    assert link(found, "gallium") == "/search?q=gallium"


def test_an_empty_result_offers_the_search_without_the_filter_that_emptied_it(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium&region=NO")
    assert texts(found, "h1") == ["No items"]
    assert link(found, "Without region Norway") == "/search?q=gallium"


def test_an_empty_result_offers_any_of_the_words(client: FlaskClient) -> None:
    found = page(client, "/search?q=gallium+lithium")
    assert link(found, "Any of the words") == "/search?q=gallium+OR+lithium"


def test_an_empty_result_that_nothing_can_rescue_points_to_the_help(client: FlaskClient) -> None:
    assert link(page(client, "/search?q=xyzzyqwerty"), "how to search") == "/help"


def test_a_faceted_search_asks_robots_to_keep_away(client: FlaskClient) -> None:
    assert page(client, "/search?region=CN").select_one("meta[name=robots][content*=noindex]")
    assert not page(client, "/search?q=gallium").select_one("meta[name=robots]")


def test_the_canonical_address_is_in_one_order_and_without_what_others_added(client: FlaskClient) -> None:
    found = page(client, "/search?utm_source=x&region=CN&q=gallium&page=1")
    assert links(found, "link[rel=canonical]") == ["/search?q=gallium&region=CN"]


def test_a_new_query_keeps_the_filters(client: FlaskClient) -> None:
    form = page(client, "/search?q=gallium&region=CN&sort=oldest&page=1").select_one("form[role=search]")
    assert form
    kept = {str(field["name"]): field["value"] for field in form.select("input[type=hidden]")}
    assert kept == {"region": "CN", "sort": "oldest"}


def test_a_name_works_as_well_as_a_code(client: FlaskClient) -> None:
    assert texts(page(client, "/search?region=China&topic=Trade"), "h1") == texts(
        page(client, "/search?region=CN&topic=trade"), "h1"
    )
