"""Sources opened: read and surveyed, a batch at a time, so that issues are judged by all of their batch."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from archive.document import Document
from archive.errors import BriefingsError, RefusedError
from archive.knowing import Memory
from archive.models import Source
from archive.readers import read
from archive.splitting import Survey, survey

Prepare = Callable[[Document], Document]

Refused = TypeVar("Refused")

_SOURCES = 64
_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """A source with its issues, surveyed where they are to be split; `refusal` says why there are none."""

    source: Source
    issues: tuple[Survey | Document, ...] = ()
    refusal: BriefingsError | None = None


def in_batches(
    sources: Iterable[Source | Refused], memory: Memory, prepare: Prepare
) -> Iterator[Opened | Refused]:
    """Every source opened, in their order; each batch is opened, and learnt, before any of it is given.

    What stands in the place of a source that could not be found is passed on.
    """
    batch: list[Opened | Refused] = []
    size = 0
    for source in sources:
        if not isinstance(source, Source):
            batch.append(source)
            continue
        batch.append(open_source(source, memory, prepare))
        size += len(source.data)
        if len(batch) >= _SOURCES or size >= _BYTES:
            yield from batch
            batch, size = [], 0
    yield from batch


def open_source(source: Source, memory: Memory, prepare: Prepare) -> Opened:
    """Read and survey one source, each document prepared first; `memory` learns of its issues."""
    try:
        with told_as_refusals(source):
            issues = tuple(_surveyed(prepare(document)) for document in read(source))
    except BriefingsError as error:
        return Opened(source, refusal=error)
    if not issues:
        nothing = RefusedError(f"{source.name}: there is no issue in it; check that it is the right file")
        return Opened(source, refusal=nothing)
    for issue in issues:
        if isinstance(issue, Survey):
            memory.learn(issue)
    return Opened(source, issues)


@contextmanager
def told_as_refusals(source: Source) -> Iterator[None]:
    """Turn whatever goes wrong into a RefusedError: a fault in a parser must not end a batch."""
    try:
        yield
    except BriefingsError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        raise RefusedError(
            f"{source.name}: cannot be read ({what}); please report it with the file"
        ) from error


def _surveyed(document: Document) -> Survey | Document:
    return document if document.separated else survey(document)
