"""Splitting may take no longer than reading: an issue that would take for ever is refused."""

import itertools
import signal
import threading
from dataclasses import replace

import pytest

from archive.ingest import pipeline
from archive.ingest.batches import survey_reading
from archive.ingest.deadline import time_limit
from archive.ingest.pipeline import OutcomeKind, put_surveyed
from archive.ingest.publication_memory import PublicationMemory
from archive.ingest.source_reader import read_source
from archive.limits import LimitError
from archive.models import Draft, Source
from archive.profiles.recognition import ProfiledDocument
from archive.store import Store


def _for_ever(*given: object, **options: object) -> Draft:
    for _ in itertools.count():
        pass
    raise AssertionError("it ended")


@pytest.mark.slow
def test_what_takes_longer_is_given_up_and_names_its_setting() -> None:
    with pytest.raises(LimitError) as caught, time_limit(1, "issue.txt", "split and tag"):
        _for_ever()
    assert str(caught.value) == (
        "issue.txt: took longer than 1 seconds to split and tag; "
        "raise BRIEFINGS_MAX_SECONDS if you trust the file"
    )


def test_what_ends_in_time_leaves_no_alarm_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(60, "issue.txt", "split"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_without_a_limit_and_outside_of_the_main_thread_nothing_is_limited() -> None:
    seen = []

    def work() -> None:
        with time_limit(60, "issue.txt", "split"):
            seen.append(signal.getitimer(signal.ITIMER_REAL)[0])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with time_limit(None, "issue.txt", "split"):
        seen.append(signal.getitimer(signal.ITIMER_REAL)[0])
    assert seen == [0.0, 0.0]


@pytest.mark.slow
def test_an_issue_that_splits_for_ever_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "split_document", _for_ever)
    memory = PublicationMemory(store.traits)
    source = Source("issue.txt", "", b"6 February 2026\n\nThe quay is open again.")
    reading = replace(read_source(source), seconds=1)
    [outcome] = put_surveyed(store, survey_reading(reading, memory, ProfiledDocument), memory)
    assert outcome.kind is OutcomeKind.REFUSED
    assert outcome.reason.startswith("took longer than 1 seconds to split and tag")
