"""Issues taken in by batches: what the archive holds in the end does not depend on their order."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from archive.ingest.batches import SurveyedSource
from archive.ingest.pipeline import NO_OPTIONS, OutcomeKind, put_surveyed, survey_sources
from archive.ingest.publication_memory import PublicationMemory
from archive.models import Issue, Source
from archive.store import Store, open_store

SUBJECTS = ("berths", "ferries", "dredging", "pilots", "tugs", "lights", "cranes", "ice")
THANKS = "The Quay Letter thanks all those who keep it going with their letters and their stamps."


def issue(n: int) -> Source:
    day = date(2024, 1, 7) + timedelta(days=7 * n)
    stories = "\n\n".join(
        f"## {subject.title()} in week {n}\n\nIn week {n} the port told the council that {subject} had cost "
        f"{n * 7} thousand more than planned.\n\n{THANKS if subject == SUBJECTS[n % 8] else ''}"
        for subject in (SUBJECTS[n % 8], SUBJECTS[(n + 3) % 8])
    )
    text = f"---\ntitle: Quay Letter {n}\ndate: {day}\n---\n\n{stories}\n"
    return Source(f"quay-{n:02}.md", "", text.encode())


def take_in_all(store: Store, sources: Sequence[Source]) -> list[OutcomeKind]:
    memory = PublicationMemory(store.traits)
    outcomes = []
    for opened in survey_sources(sources, NO_OPTIONS, memory):
        assert isinstance(opened, SurveyedSource)
        outcomes += put_surveyed(store, opened, memory)
    return [outcome.kind for outcome in outcomes]


def held_by(store: Store) -> dict[str, tuple[tuple[str, str], ...]]:
    found = [store.issue(head.id) for head in store.issues()]
    return {
        one.head.id: tuple((item.headline, item.text) for item in one.items)
        for one in found
        if isinstance(one, Issue)
    }


def test_one_batch_is_judged_as_a_whole(store: Store) -> None:
    take_in_all(store, [issue(n) for n in range(8)])
    assert not any(THANKS in text for items in held_by(store).values() for _, text in items)


def test_issues_that_come_one_by_one_settle_when_they_come_again(tmp_path: Path) -> None:
    sources = [issue(n) for n in range(8)]
    held = []
    for name, ordered in (("forward", sources), ("backward", sources[::-1])):
        with open_store(f"sqlite:///{tmp_path / name}.db") as store:
            for source in ordered:
                take_in_all(store, [source])
            assert any(THANKS in text for items in held_by(store).values() for _, text in items)
            take_in_all(store, ordered)
            held.append(held_by(store))
            assert set(take_in_all(store, ordered)) == {OutcomeKind.UNCHANGED}
    assert held[0] == held[1]
    assert not any(THANKS in text for items in held[0].values() for _, text in items)
