"""`briefings topics` and `retag`: what another taxonomy changes, and what is learnt from corrections."""

import json
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive.learning.topic_training import MIN_EXAMPLES, LearningError, learn
from archive.models import Draft, Item, Paragraph, PlacedItem, Source, Tag
from archive.store import Store, open_store, sqlite_url
from archive.tagging.topic_model import ModelError, TopicModel, load_model
from tests.support.command import briefings, write_issues

PORTS = "The harbour pilots of {} guided {} barges past the old mole in the fog."
CHEESE = "The dairy of {} pressed {} wheels of cheese and washed the rinds in brine."
PLACES = ("Ostend", "Genoa", "Bergen", "Cork", "Split", "Varna", "Gdynia", "Faro")


def story(n: int) -> Item:
    """A story on ports or on cheese, in words that no term of the taxonomy knows."""
    text = (PORTS, CHEESE)[n % 2].format(PLACES[n % 8], n)
    return Item(headline=f"News from {PLACES[n % 8]}", paragraphs=(Paragraph(text),), position=n + 1)


def corrected_archive(home: Path, count: int) -> list[str]:
    """An archive in which an editor has set the topics of all items but the last two; the ids of all."""
    home.mkdir()
    with open_store(sqlite_url(home / "archive.db")) as store:
        for week in range(-(-count // 10)):
            day = date(2024, 1, 5) + timedelta(days=7 * week)
            items = tuple(story(10 * week + n) for n in range(10))
            store.put(Draft("Port and Dairy", day, items), Source(f"{day}.txt", "text/plain", b"%d" % week))
        ids = [placed.item.id for placed in store.all_items()]
        for n, id_ in enumerate(ids[:-2]):
            store.correct(id_, "topics", ["transport" if n % 2 == 0 else "agriculture"], "ana")
    return ids


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    assert briefings(folder, "ingest", str(write_issues(tmp_path / "issues", 3))).exit_code == 0
    return folder


def topics_of(home: Path, id_: str) -> list[str]:
    told = json.loads(briefings(home, "show", id_, "--json").stdout)
    return [topic["value"] for topic in told["topics"]]


@pytest.fixture
def other_topics(tmp_path: Path) -> Path:
    """The taxonomy with a term more."""
    text = resources.files("archive").joinpath("data", "topics.toml").read_text("utf-8")
    place = text.index('id = "arts"')
    start = text.index("3 = [", place)
    file = tmp_path / "topics.toml"
    file.write_text(f'{text[:start]}9 = ["berth"]\n{text[start:]}', encoding="utf-8")
    return file


def test_the_topics_are_listed_with_their_codes(home: Path) -> None:
    told = json.loads(briefings(home, "topics", "list", "--json").stdout)
    assert {"id": "trade", "label": "Trade"}.items() <= next(t for t in told if t["id"] == "trade").items()
    assert "medtop:" in briefings(home, "topics", "list").stdout


def test_a_change_of_the_taxonomy_is_shown_before_it_happens(home: Path, other_topics: Path) -> None:
    before = topics_of(home, "hw-2024-01-05-1")
    told = briefings(home, "topics", "try", str(other_topics)).stdout
    assert "arts" in told.splitlines()[0]
    assert "+12" in told.splitlines()[0]
    assert "hw-2024-01-05-1        +arts" in told
    assert "12 items of 12 would change" in told
    assert topics_of(home, "hw-2024-01-05-1") == before


@pytest.mark.slow
def test_retagging_makes_the_change_that_was_shown_and_keeps_corrections(
    home: Path, other_topics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefings(home, "edit", "hw-2024-01-05-2", "--topics", "energy")
    changes = json.loads(briefings(home, "topics", "try", str(other_topics), "--json").stdout)
    assert len(changes) == 11
    assert "hw-2024-01-05-2" not in {change["id"] for change in changes}
    monkeypatch.setenv("BRIEFINGS_TOPICS", str(other_topics))
    assert briefings(home, "retag").exit_code == 0
    for change in changes:
        assert set(change["gained"]) <= set(topics_of(home, change["id"]))
        assert not set(change["lost"]) & set(topics_of(home, change["id"]))
    assert topics_of(home, "hw-2024-01-05-2") == ["energy"]
    found = json.loads(briefings(home, "search", "--topic", "arts", "--json").stdout)
    assert found["total"] == len(changes)
    assert briefings(home, "retag").stdout == "0 items changed.\n"


@pytest.mark.parametrize(
    ("text", "problem"), [("not toml =", "is not valid TOML"), ("[[topic]]\nid = 3", "must be given as")]
)
def test_a_wrong_file_is_refused_by_name(home: Path, tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    told = briefings(home, "topics", "try", str(tmp_path / "wrong.toml"))
    assert told.exit_code == 1
    assert "wrong.toml" in told.stderr
    assert problem in told.stderr


@pytest.mark.slow
def test_what_is_learnt_is_judged_on_items_not_learnt_from(tmp_path: Path) -> None:
    corrected_archive(tmp_path / "home", 60)
    told: dict[str, Any] = json.loads(briefings(tmp_path / "home", "topics", "learn", "--json").stdout)
    assert told["items"] == 58
    by_topic = {each["topic"]: each for each in told["topics"]}
    assert set(by_topic) == {"agriculture", "transport"}
    for each in by_topic.values():
        assert each["items"] == 29
        assert each["precision"] > 0.9
        assert each["recall"] > 0.9


def test_a_saved_model_tags_once_it_is_switched_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, model = tmp_path / "home", tmp_path / "model.npz"
    ids = corrected_archive(home, 60)
    assert topics_of(home, ids[-1]) == []
    told = briefings(home, "topics", "learn", "--save", str(model))
    assert f"BRIEFINGS_TOPIC_MODEL={model}" in told.stdout
    assert topics_of(home, ids[-1]) == []
    monkeypatch.setenv("BRIEFINGS_TOPIC_MODEL", str(model))
    briefings(home, "retag")
    assert [topics_of(home, id_) for id_ in ids[-2:]] == [["transport"], ["agriculture"]]
    [tag] = json.loads(briefings(home, "show", ids[-1], "--json").stdout)["topics"]
    assert "cheese" in tag["evidence"]


def test_a_model_leaves_topics_that_it_has_not_learnt_to_the_terms(tmp_path: Path) -> None:
    corrected_archive(tmp_path / "home", 60)
    with open_store(sqlite_url(tmp_path / "home" / "archive.db")) as store:
        model = learn([placed.item for placed in store.corrected_items()]).model
    item = Item(paragraphs=(Paragraph("Harbour pilots saw the earthquake of magnitude 6.8."),))
    from archive.tagging.topic_model import merged
    from archive.tagging.topic_tagger import tag_topics

    assert "disasters" in {tag.value for tag in merged(item, tag_topics(item), model)}


def test_too_few_corrections_teach_nothing_and_say_how_many_are_needed(tmp_path: Path, home: Path) -> None:
    briefings(home, "edit", "hw-2024-01-05-2", "--topics", "energy")
    told = briefings(home, "topics", "learn")
    assert told.exit_code == 1
    assert f"no topic has {MIN_EXAMPLES} of them" in told.stderr
    with pytest.raises(LearningError):
        learn([])


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    for name, data in (("empty", b""), ("text", b"hello"), ("zip", b"PK\x03\x04broken")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ModelError, match=name):
            load_model(tmp_path / name)
    with pytest.raises(ModelError, match="missing"):
        load_model(tmp_path / "missing")
    damaged = TopicModel(
        ["trade"], ["a"], np.ones(1, np.float32), np.ones((1, 2), np.float32), np.ones(1, np.float32)
    )
    damaged.save(tmp_path / "damaged")
    with pytest.raises(ModelError, match="damaged"):
        load_model(tmp_path / "damaged")


def test_nothing_in_a_model_file_is_run(tmp_path: Path) -> None:
    np.savez(tmp_path / "evil.npz", topics=np.array([print], dtype=object))
    with pytest.raises(ModelError):
        load_model(tmp_path / "evil.npz")


def test_tags_that_a_source_gave_stay_when_items_are_tagged_anew(tmp_path: Path) -> None:
    home = tmp_path / "home"
    line = {"headline": "Ships", "text": "The pilots of Cork.", "date": "2024-01-05", "topics": ["energy"]}
    briefings(home, "import", "-", "--publication", "P", stdin=json.dumps(line))
    assert briefings(home, "retag").exit_code == 0
    assert topics_of(home, "p-2024-01-05-1") == ["energy"]


def test_topics_that_a_profile_gives_to_a_section_stay_when_items_are_tagged_anew(tmp_path: Path) -> None:
    home, issue = tmp_path / "home", tmp_path / "letter.md"
    issue.write_text(
        "# Port Letter, 5 January 2024\n\n## Quays\n\n### Pilots at work\n\nThe pilots of Cork went out.\n\n"
        "### Fog at dawn\n\nThere was fog at the mole.\n\n## Cheese\n\n### Rinds\n\nRinds were washed.\n",
        encoding="utf-8",
    )
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "port.toml").write_text(
        'title = "Port Letter"\n[recognise]\nfile = ["letter.md"]\n[topics]\n"Quays" = ["energy"]\n',
        encoding="utf-8",
    )
    assert briefings(home, "ingest", str(issue)).exit_code == 0
    assert [topics_of(home, f"pl-2024-01-05-{n}") for n in (1, 2, 3)] == [["energy"], ["energy"], []]
    assert briefings(home, "retag").stdout == "0 items changed.\n"
    profile = home / "profiles" / "port.toml"
    profile.write_text(profile.read_text("utf-8").replace("energy", "trade"), encoding="utf-8")
    assert briefings(home, "retag").stdout == "2 items changed.\n"
    assert [topics_of(home, f"pl-2024-01-05-{n}") for n in (1, 2, 3)] == [["trade"], ["trade"], []]


def test_corrections_of_fields_are_told_by_item(tmp_path: Path) -> None:
    ids = corrected_archive(tmp_path / "home", 10)
    store: Store
    with open_store(sqlite_url(tmp_path / "home" / "archive.db")) as store:
        store.correct(ids[0], "topics", None, "ana")
        store.correct(ids[1], "headline", "New", "ana")
        standing = store.corrected_fields()
        [issue] = store.parsed_issues()
        placed = store.item(ids[1])
        assert isinstance(placed, PlacedItem)
        assert placed.item.topics == (Tag("agriculture", origin=placed.item.topics[0].origin),)
    assert standing[ids[0]] == frozenset()
    assert standing[ids[1]] == {"topics", "headline"}
    assert issue.items[1].headline == "News from Genoa"
