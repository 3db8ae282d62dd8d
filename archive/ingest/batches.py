"""Surveyed sources: read and surveyed in batches, so that each issue is judged by the others of its batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from archive.document import Document
from archive.errors import BriefingsError, RefusedError
from archive.ingest.deadline import time_limit
from archive.ingest.publication_memory import PublicationMemory
from archive.ingest.source_reader import Reading, errors_as_refusals, read_source
from archive.models import Source
from archive.profiles.recognition import ProfiledDocument
from archive.splitting import Survey, survey, with_shared_names

Prepare = Callable[[Document], ProfiledDocument]

Refused = TypeVar("Refused")
"""What stands for a source that could not be loaded."""

_MAX_BATCH_SOURCES = 64
_MAX_BATCH_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SurveyedSource:
    """A source with its issues, which are surveyed unless their items are separated by the source already.

    `refusal` says why there are no issues. `media_type` is the format of the bytes; `seconds` is the time in
    which each issue has to be split and tagged, None for no limit.
    """

    source: Source
    issues: tuple[Survey | ProfiledDocument, ...] = ()
    refusal: BriefingsError | None = None
    media_type: str = ""
    seconds: int | None = None


def survey_in_batches(
    readings: Iterable[Reading | Refused], memory: PublicationMemory, prepare: Prepare
) -> Iterator[SurveyedSource | Refused]:
    """Every reading, surveyed, in order; `memory` learns of a whole batch before the first of it is yielded.

    What is not a reading stands for a source that could not be loaded, and is passed on.
    """
    batch: list[SurveyedSource | Refused] = []
    size = 0
    for reading in readings:
        if not isinstance(reading, Reading):
            batch.append(reading)
            continue
        batch.append(_survey_reading(reading, prepare))
        size += len(reading.source.data)
        if len(batch) >= _MAX_BATCH_SOURCES or size >= _MAX_BATCH_BYTES:
            yield from _learn_from(batch, memory)
            batch, size = [], 0
    yield from _learn_from(batch, memory)


def survey_source(source: Source, memory: PublicationMemory, prepare: Prepare) -> SurveyedSource:
    """Read and survey one source; `prepare` is applied to each document, `memory` learns of its issues."""
    return survey_reading(read_source(source), memory, prepare)


def survey_reading(reading: Reading, memory: PublicationMemory, prepare: Prepare) -> SurveyedSource:
    """Survey the documents of a source after `prepare`; `memory` learns of its issues."""
    return _learn_from([_survey_reading(reading, prepare)], memory)[0]


def _survey_reading(reading: Reading, prepare: Prepare) -> SurveyedSource:
    source = reading.source
    try:
        if reading.refusal:
            raise reading.refusal
        with errors_as_refusals(source):
            issues = tuple(_surveyed(prepare(document), reading) for document in reading.documents)
    except BriefingsError as error:
        return SurveyedSource(source, refusal=error)
    if not issues:
        nothing = RefusedError(f"{source.name}: there is no issue in it; check that it is the right file")
        return SurveyedSource(source, refusal=nothing)
    return SurveyedSource(source, issues, media_type=reading.media_type, seconds=reading.seconds)


def _learn_from(
    batch: Sequence[SurveyedSource | Refused], memory: PublicationMemory
) -> list[SurveyedSource | Refused]:
    """The batch with the names on which its issues agree; `memory` learns of the issues."""
    surveys = [
        issue
        for source in batch
        if isinstance(source, SurveyedSource)
        for issue in source.issues
        if isinstance(issue, Survey)
    ]
    named = iter(with_shared_names(surveys))
    settled = [_settled(source, named) if isinstance(source, SurveyedSource) else source for source in batch]
    for source in settled:
        for issue in source.issues if isinstance(source, SurveyedSource) else ():
            if isinstance(issue, Survey):
                memory.learn(issue)
    return settled


def _settled(source: SurveyedSource, named: Iterator[Survey]) -> SurveyedSource:
    """The source with the next of the named surveys in place of its own."""
    issues = (next(named) if isinstance(issue, Survey) else issue for issue in source.issues)
    return replace(source, issues=tuple(issues))


def _surveyed(prepared: ProfiledDocument, reading: Reading) -> Survey | ProfiledDocument:
    if prepared.document.source_items:
        return prepared
    with time_limit(reading.seconds, reading.source.name, "survey"):
        return survey(prepared.document, prepared.profile)
