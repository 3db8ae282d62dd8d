"""The taxonomy: its file, its checks, its look-up."""

import json
from pathlib import Path

import pytest

from archive.errors import BriefingsError
from archive.vocabularies import SHIPPED, Vocabularies
from archive.vocabularies.topics import load_taxonomy
from tests.support.tagging_cases import item_of

TOPICS = SHIPPED.topics
GOOD = """
ignore = ["wave of"]
[[topic]]
id = "sea"
label = "The sea"
medtop = "medtop:06000000"
terms = { 3 = ["tide"] }
[[topic]]
id = "harbours"
label = "Harbours"
parent = "sea"
medtop = "medtop:20000343"
aliases = ["Ports & docks"]
"""


def test_the_taxonomy_has_two_levels_and_covers_world_affairs_to_the_arts() -> None:
    ids = {topic.id for topic in TOPICS.topics}
    assert 48 <= len(ids) <= 64
    assert all(len(TOPICS.ancestors(topic.id)) == (1 if topic.parent else 0) for topic in TOPICS.topics)
    wanted = "world-affairs economy trade energy climate technology ai semiconductors software defence"
    wanted += " armed-conflict diplomacy law health disasters society science space agriculture sports arts"
    assert set(wanted.split()) <= ids


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("trade", "trade"),
        ("Economy & Trade", "trade"),
        ("medtop:20000373", "trade"),
        ("AI", "ai"),
        ("chess", None),
    ],
)
def test_a_name_resolves_to_its_topic(name: str, id: str | None) -> None:  # noqa: A002
    assert TOPICS.resolve(name) == id


def test_labels_and_parents_are_told() -> None:
    assert (TOPICS.label("ai"), TOPICS.parent("ai"), TOPICS.ancestors("ai")) == (
        "Artificial intelligence", "technology", ("technology",),
    )  # fmt: skip
    assert (TOPICS.label("chess"), TOPICS.parent("chess")) == ("chess", None)


def test_every_topic_has_a_media_topic_that_exists(shared: Path) -> None:
    path = shared / "data" / "reference" / "iptc-media-topics-2022.json"
    reference = {row["id"]: row["label"] for row in json.loads(path.read_text("utf-8"))}
    for topic in TOPICS.topics:
        assert topic.medtop in reference, topic.id
        ours = (
            " ".join((topic.label, *topic.aliases))
            .lower()
            .replace("labour", "labor")
            .replace("defence", "defense")
        )
        theirs = reference[topic.medtop].lower().replace(",", " ").split()
        assert any(word.rstrip("s")[:6] in ours for word in theirs if len(word) > 2), topic.id


def test_another_file_can_be_named(tmp_path: Path) -> None:
    from archive.tagging.topic_tagger import tag_topics

    path = tmp_path / "mine.toml"
    path.write_text(GOOD, "utf-8")
    mine = Vocabularies(topics_file=path).topics
    assert mine.resolve("ports and docks") == "harbours"
    assert [tag.value for tag in tag_topics(item_of("High tides are due."), mine)] == ["sea"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[[topic]]", "[[topic", "not valid TOML"),
        ('id = "harbours"', 'id = "sea"', "'sea': id: stands in the file twice"),
        ("medtop:20000343", "medtop:06000000", "'harbours': medtop: medtop:06000000 is already 'sea'"),
        ("medtop:20000343", "20000343", "'harbours': medtop"),
        ('parent = "sea"', 'parent = "ocean"', "'harbours': parent: there is no topic 'ocean'"),
        ('parent = "sea"', 'parent = "harbours"', "'harbours': parent"),
        ('label = "Harbours"', "label = 3", "'harbours': label"),
        ('label = "Harbours"', 'name = "Harbours"', "'harbours': name: unknown key"),
        ('{ 3 = ["tide"] }', '{ much = ["tide"] }', "'sea': terms.much"),
        ('{ 3 = ["tide"] }', '{ 3 = "tide" }', "'sea': terms.3"),
        ('{ 3 = ["tide"] }', '{ 3 = ["tide"], 2 = ["tide"] }', "'tide' stands in the topic twice"),
        ('{ 3 = ["tide"] }', "3", "'sea': terms"),
        ('"Ports & docks"', '"The Sea"', "'The Sea' already names 'sea'"),
        ('id = "sea"', 'id = "The Sea"', "id: must be a slug"),
        ('["wave of"]', "3", "ignore: must be a list"),
        ("ignore", "ignored", "ignored: unknown key"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_that_names_file_and_key(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        GOOD.replace(before, after, 1) if "harbours" not in before else GOOD.replace(before, after)
    )
    with pytest.raises(BriefingsError) as error:
        load_taxonomy(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    with pytest.raises(BriefingsError, match=r"no \[\[topic\]\] table"):
        load_taxonomy(tmp_path / "empty.toml")
    with pytest.raises(BriefingsError, match="cannot be read"):
        load_taxonomy(tmp_path / "missing.toml")
