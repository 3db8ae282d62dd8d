"""The file of names that editors own: what it changes, and how a wrong one is refused."""

from pathlib import Path

import pytest

from archive.models import Origin, Tag
from archive.tagging.names.name_tagger import tag_names
from archive.vocabularies.names import KnownNames, NameKind, NamesError, load_names
from tests.support.tagging_cases import item_of

WRONG = [
    ("persons", '[persons]\n"A" = []', "persons: unknown table"),
    ("forms", '[person]\n"A" = "B"', "[person] 'A': must be a list of strings"),
    ("empty", '[person]\n"A" = [""]', "[person] 'A': must be a list of strings, none of them empty"),
    ("twice", '[person]\n"A" = ["X"]\n"B" = ["X"]', "[person] 'B': 'X' already stands for 'A'"),
    ("two-kinds", '[person]\n"A" = ["X"]\n[organisation]\n"X" = []', "'X' already stands for 'A'"),
    ("when", '[when]\n"Zzyx" = ["A"]', "[when] 'Zzyx': is no form of a person or an organisation"),
    ("not", '[not]\nname = ["A"]', "[not] name: unknown key; the table holds names = [...]"),
    ("table", "person = 3", "[person]: must be a table"),
    ("toml", "[person", "is not valid TOML"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "names.toml"


def taken(file: Path, text: str) -> KnownNames:
    file.write_text(text, "utf-8")
    return load_names(file)


@pytest.mark.parametrize(("text", "told"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_file_is_refused_in_one_line_that_names_it_and_the_place(
    file: Path, text: str, told: str
) -> None:
    with pytest.raises(NamesError) as error:
        taken(file, text)
    assert str(error.value).startswith(f"{file}: ")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(file: Path) -> None:
    with pytest.raises(NamesError, match="cannot be read"):
        load_names(file)
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(NamesError, match="is not valid TOML"):
        load_names(file)


def test_forms_of_the_file_are_found_in_texts_and_in_searches(file: Path) -> None:
    known = taken(
        file, '[person]\n"Ana Brito" = ["the Iron Widow", "Aninha"]\n[organisation]\n"Zorp" = ["Zorpians"]'
    )
    (names,) = tag_names([item_of("We asked Aninha and the Zorpians.")], known)
    assert [t.value for t in names.people + names.organisations] == ["Ana Brito", "Zorp"]
    assert known.resolve(NameKind.PERSON, "aninhá") == "Ana Brito"
    assert known.resolve(NameKind.ORGANISATION, "aninha") is None


def test_the_file_wins_over_the_list_that_ships(file: Path) -> None:
    known = taken(file, '[organisation]\n"World Hockey Organisation" = ["WHO"]')
    (names,) = tag_names([item_of("The WHO met.")], known)
    assert [t.value for t in names.organisations] == ["World Hockey Organisation"]


def test_what_the_file_calls_no_name_is_none_however_it_is_told(file: Path) -> None:
    known = taken(file, '[not]\nnames = ["Golden Bank", "Hamas"]')
    (names,) = tag_names(
        [item_of("They asked the Golden Bank, then Hamas, then the Central Bank of Chile.")], known
    )
    assert [t.value for t in names.organisations] == ["Central Bank of Chile"]


def test_a_form_with_conditions_counts_only_beside_one_of_its_words(file: Path) -> None:
    known = taken(file, '[organisation]\n"Zorp" = ["ZP"]\n[when]\n"ZP" = ["hockey"]')
    found = tag_names([item_of("The ZP met."), item_of("The ZP plays hockey.")], known)
    assert [[t.value for t in n.organisations] for n in found] == [[], ["Zorp"]]


def test_tags_given_earlier_follow_the_file_but_those_of_editors_do_not(file: Path) -> None:
    known = taken(file, '[person]\n"Ana Brito" = ["A. Brito"]\n[not]\nnames = ["Golden Week"]')
    tags = (
        Tag("A. Brito", evidence=("Brito",), strength=0.4, role="mayor"),
        Tag("Ana Brito", evidence=("Ana Brito",), strength=0.9),
        Tag("Golden Week"),
        Tag("Golden Week", Origin.EDITOR),
    )
    joined, kept = known.canonical_tags(NameKind.PERSON, tags)
    assert (joined.value, joined.evidence, joined.strength) == ("Ana Brito", ("Brito", "Ana Brito"), 0.9)
    assert (joined.role, kept) == ("mayor", tags[-1])
