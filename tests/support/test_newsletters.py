"""Made-up newsletters are the same for a seed, and their gold stands in their files."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.newsletters import MadeIssue, generate, layout_of
from tests.support.newsletters.__main__ import main

SEEDS = range(60)


class _Words(HTMLParser):
    """Collects the text of a page, its title and styles left out, with blanks between blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.found = list[str]()
        self._hidden = ""

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self._hidden = tag if tag in ("title", "style") else self._hidden
        if tag not in ("a", "b", "strong", "em", "font", "span"):
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = "" if tag == self._hidden else self._hidden

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


def _printed(issue: MadeIssue) -> str:
    """The words that a reader of the file sees, one blank between them."""
    text = issue.data.decode()
    if issue.name.endswith(".eml"):
        text = message_from_bytes(issue.data, policy=default).get_content()
    if not issue.name.endswith((".md", ".txt")):
        page = _Words()
        page.feed(text)
        text = "".join(page.found)
    if issue.name.endswith(".md"):
        text = re.sub(r"\]\([^)]*\)|\]\[\d+\]|[*_\[\]\\]", "", text)
    return _words(text)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def _stated(issue: MadeIssue) -> Iterator[str]:
    for item in issue.gold["items"]:
        yield from (
            item[key] for key in ("headline", "starts", "ends", "takeaway", "byline") if item.get(key)
        )
        yield from (words for key in ("headline_too", "starts_too") for words in item.get(key, ()))
    yield from issue.gold["no_items"]


def test_a_seed_makes_the_same_issues_each_time_and_another_seed_other_ones() -> None:
    assert generate(7) == generate(7)
    assert {issue.data for issue in generate(7)}.isdisjoint(issue.data for issue in generate(8))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_the_gold_says_stands_in_its_file(seed: int) -> None:
    for issue in generate(seed, issues=2):
        printed = f" {_printed(issue).casefold()} "
        missing = [words for words in _stated(issue) if f" {_words(words).casefold()} " not in printed]
        assert not missing, issue.name
        assert issue.gold["items"], issue.name


def test_headlines_differ_between_issues_and_sections_come_back() -> None:
    for seed in SEEDS:
        headlines = [i["headline"] for issue in generate(seed) for i in issue.gold["items"] if i["headline"]]
        assert len(set(headlines)) >= 0.97 * len(headlines), seed
        sections = [{item["section"] for item in issue.gold["items"]} for issue in generate(seed)]
        assert sections[0] & sections[1], seed


def test_every_format_and_opening_comes_up() -> None:
    layouts = [layout_of(seed) for seed in range(300)]
    assert {layout.format for layout in layouts} == {"page", "mail", "markdown", "text"}
    assert len({layout.opening for layout in layouts}) >= 12


def test_the_command_writes_files_and_gold_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["newsletters", str(tmp_path), "--seeds", "3-4", "--issues", "2"])
    main()
    for folder in sorted(tmp_path.iterdir()):
        lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["file"] for line in lines] == sorted(
            path.name for path in (folder / "files").iterdir()
        )
    assert len(list(tmp_path.iterdir())) == 2
