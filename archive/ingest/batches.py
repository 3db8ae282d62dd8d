"""Sources opened: read and surveyed, a batch at a time, so that issues are judged by all of their batch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from archive.document import Document
from archive.errors import BriefingsError, RefusedError
from archive.ingest.deadline import within
from archive.ingest.publication_memory import Memory
from archive.ingest.source_reader import Reading, read_source, told_as_refusals
from archive.models import Source
from archive.profiles.recognising import ProfiledDocument
from archive.splitting import Survey, survey

Prepare = Callable[[Document], ProfiledDocument]

Refused = TypeVar("Refused")

_SOURCES = 64
_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A source with its issues, surveyed where they are to be split; `refusal` says why there are none.

    `media_type` is what its bytes are, `seconds` how long each issue may take to be split and tagged.
    """

    source: Source
    issues: tuple[Survey | ProfiledDocument, ...] = ()
    refusal: BriefingsError | None = None
    media_type: str = ""
    seconds: int | None = None


def in_batches(
    readings: Iterable[Reading | Refused], memory: Memory, prepare: Prepare
) -> Iterator[Opened | Refused]:
    """Every source opened, in their order; each batch is opened, and learnt, before any of it is given.

    What stands in the place of a source that could not be found is passed on.
    """
    batch: list[Opened | Refused] = []
    size = 0
    for reading in readings:
        if not isinstance(reading, Reading):
            batch.append(reading)
            continue
        batch.append(opened(reading, memory, prepare))
        size += len(reading.source.data)
        if len(batch) >= _SOURCES or size >= _BYTES:
            yield from batch
            batch, size = [], 0
    yield from batch


def open_source(source: Source, memory: Memory, prepare: Prepare) -> Opened:
    """Read and survey one source, each document prepared first; `memory` learns of its issues."""
    return opened(read_source(source), memory, prepare)


def opened(reading: Reading, memory: Memory, prepare: Prepare) -> Opened:
    """Survey what was read from a source, each document prepared first; `memory` learns of its issues."""
    source = reading.source
    try:
        if reading.refusal:
            raise reading.refusal
        with told_as_refusals(source):
            issues = tuple(_surveyed(prepare(document), reading) for document in reading.documents)
    except BriefingsError as error:
        return Opened(source, refusal=error)
    if not issues:
        nothing = RefusedError(f"{source.name}: there is no issue in it; check that it is the right file")
        return Opened(source, refusal=nothing)
    for issue in issues:
        if isinstance(issue, Survey):
            memory.learn(issue)
    return Opened(source, issues, media_type=reading.media_type, seconds=reading.seconds)


def _surveyed(prepared: ProfiledDocument, reading: Reading) -> Survey | ProfiledDocument:
    if prepared.document.separated:
        return prepared
    with within(reading.seconds, reading.source.name, "survey"):
        return survey(prepared.document, prepared.profile)
