"""What an archive teaches of names, whatever the order of its issues and however often it is asked."""

import random
from pathlib import Path

from archive.tagging.names.name_memory import NameMemory
from archive.tagging.names.name_tagger import tag_names
from archive.vocabularies import SHIPPED
from archive.vocabularies.names import LearntNames, load_names
from tests.support.tagging_cases import item_of

BODIES = [
    "Shares of Quillon fell by a tenth.",
    "They sold a subsidiary of Quillon in May.",
    "In Ghent, Quillon's chief executive resigned.",
]
PEOPLE = [
    "The minister Ana Zubrowka spoke. Later Zubrowka left.",
    "Ana Zubrowka, 51, won. Zubrowka had hoped for more.",
    "Crowds met Ana Zubrowka, and Zubrowka waved.",
]


def learnt_from(texts: list[str]) -> LearntNames:
    memory = NameMemory(SHIPPED.names)
    for text in texts:
        memory.add([item_of(text)])
    return memory.learnt()


def test_a_body_is_learnt_where_three_issues_show_it() -> None:
    assert learnt_from(BODIES).organisations == ("Quillon",)
    assert learnt_from(BODIES[:2]).organisations == ()


def test_one_issue_that_shows_a_body_three_times_counts_once() -> None:
    memory = NameMemory(SHIPPED.names)
    memory.add([item_of(text) for text in BODIES])
    assert memory.learnt().organisations == ()


def test_a_word_that_the_archive_writes_small_is_learnt_as_no_body() -> None:
    assert learnt_from([*BODIES, "He bought a quillon of wool."]).organisations == ()


def test_a_word_of_a_persons_name_is_learnt_as_no_body() -> None:
    assert learnt_from([*BODIES, "The minister Ana Quillon spoke."]).organisations == ()


def test_a_name_that_mostly_stands_without_such_words_is_learnt_as_no_body() -> None:
    assert learnt_from([*BODIES, *["They went to Quillon by train."] * 40]).organisations == ()


def test_a_family_name_is_learnt_where_it_means_one_person() -> None:
    assert learnt_from(PEOPLE).people == {"Ana Zubrowka": ("Zubrowka",)}
    assert learnt_from([*PEOPLE, "The minister Ivo Zubrowka spoke."]).people == {}
    assert learnt_from([*PEOPLE, "They drank zubrowka."]).people == {}


def test_the_order_of_the_issues_says_nothing() -> None:
    texts = [*BODIES, *PEOPLE, "The minister Ivo Marnix spoke."]
    first = learnt_from(texts)
    for seed in range(5):
        random.Random(seed).shuffle(texts)
        again = learnt_from(texts)
        assert (again.people, set(again.organisations)) == (first.people, set(first.organisations))


def test_what_was_learnt_is_tagged_where_nothing_else_tells_it(tmp_path: Path) -> None:
    item = item_of("Nobody had asked Quillon or Zubrowka.")
    assert tag_names([item])[0].organisations == ()
    file = tmp_path / "learnt.toml"
    learnt_from([*BODIES, *PEOPLE]).save(file)
    (names,) = tag_names([item], load_names(None, file))
    assert [tag.value for tag in names.organisations] == ["Quillon"]
    assert [tag.value for tag in names.people] == ["Ana Zubrowka"]


def test_editors_and_the_names_that_ship_have_the_last_word(tmp_path: Path) -> None:
    learnt, own = tmp_path / "learnt.toml", tmp_path / "names.toml"
    LearntNames({"Ana Boeing": ("Boeing",)}, ("Quillon", 'The "Best"')).save(learnt)
    own.write_text('[not]\nnames = ["Quillon"]\n', "utf-8")
    (names,) = tag_names(
        [item_of('Nobody had asked Quillon, Boeing or The "Best".')], load_names(own, learnt)
    )
    assert [tag.value for tag in names.organisations] == ["Boeing", 'The "Best"']
    assert names.people == ()


def test_a_file_that_is_learnt_anew_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "learnt.toml"
    assert load_names(None, file) is load_names()
    LearntNames({}, ("Quillon",)).save(file)
    assert load_names(None, file).resolve("organisation", "quillon") == "Quillon"
    LearntNames({}, ("Marletta",)).save(file)
    assert load_names(None, file).resolve("organisation", "marletta") == "Marletta"
