"""The measure of splitting: what it expects of Markdown, how it matches, how the real archives do."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.splitting import Score, _drafts, _f1, _read, _right, _scores
from benchmarks.splitting_sets import (
    IssueSet,
    bag,
    bullets,
    read_set,
    sections,
    without_links,
    without_markup,
)

DIGEST = """# Links

Some words that introduce.

* [One thing](https://a.org/x_(y)) by [Ann](https://a.org)
* [Two things][two]
  and their rest
    * nested below

After the list.

# Names

* Ann
* Bob

# Quote

> Said by someone.
"""


def test_markdown_loses_its_marks_and_addresses() -> None:
    assert without_markup('**Bold** [a *link*](https://a.org/(x) "t") `code` <https://b.org> [r][1]') == (
        "Bold a link code https://b.org r"
    )


def test_a_section_that_says_nothing_is_not_expected() -> None:
    text = "intro\n\n## A\n\nWords.\n\n### B\n\nMore.\n\n## C\n\nNone this week.\n"
    assert [bag(one) for one in sections(text)] == [bag("A Words B More")]


def test_outermost_bullets_are_expected_of_lists_of_links_alone() -> None:
    assert [bag(one) for one in bullets(DIGEST)] == [
        bag("One thing by Ann"),
        bag("Two things and their rest nested below"),
    ]
    assert [bag(one) for one in without_links(DIGEST)][1:] == [
        bag("Names Ann Bob"),
        bag("Quote Said by someone"),
    ]


def test_each_item_is_matched_once_and_the_best_pairs_first() -> None:
    one, longer = bag("a b c d e f g h i j"), bag("a b c d e f g h i j k l")
    assert _right([one, longer], [longer, one]) == 2
    assert _right([one, one], [longer]) == 1
    assert _right([bag("x y z")], [one]) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "least"),
    [("current-events", 0.98), ("optech", 0.93), ("lwkd", 0.95), ("this-week-in-rust", 0.97)],
)
def test_the_real_archives_are_split_as_they_should_be(shared: Path, name: str, least: float) -> None:
    folder = shared / "data" / name
    if not folder.is_dir():
        pytest.skip(f"needs the archive {name}, which is not on this machine")
    issues = read_set(folder)
    scores = _scored(issues, issues.files[::2])
    assert _f1(scores) >= least


def _scored(issues: IssueSet, files: Sequence[Path]) -> list[Score]:
    documents = [(path, document) for path in files for document in _read(path)]
    drafts = _drafts(documents)
    assert all(draft.accounting and draft.accounting.nowhere == 0 for _, draft in drafts)
    return list(_scores(drafts, issues))
