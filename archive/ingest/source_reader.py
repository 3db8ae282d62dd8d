"""Reading one source of any format: its documents, or the refusal that says why there are none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive.document import Document
from archive.errors import BriefingsError, RefusedError
from archive.limits import DEFAULT_LIMITS, Limits
from archive.models import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A source with the documents that were read from it, or the `refusal` that says why none were.

    `media_type` is the format of the bytes; `seconds` is the time in which each issue has to be split and
    tagged, None for no limit.
    """

    source: Source
    documents: tuple[Document, ...] = ()
    media_type: str = ""
    refusal: BriefingsError | None = None
    seconds: int | None = None


def read_source(source: Source, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a source in this process; raises nothing but MemoryError."""
    # Imported here, so that a process that reads in a pool does not load the readers.
    from archive.readers import read_documents
    from archive.readers.sniffing import sniff

    try:
        with errors_as_refusals(source):
            documents = tuple(read_documents(source, limits))
            return Reading(source, documents, str(sniff(source)))
    except BriefingsError as error:
        return Reading(source, refusal=error)


@contextmanager
def errors_as_refusals(source: Source) -> Iterator[None]:
    """Turn any exception into a RefusedError, so that a fault in a parser does not end the batch."""
    try:
        yield
    except (BriefingsError, MemoryError):
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        raise RefusedError(
            f"{source.name}: cannot be read ({what}); please report it with the file"
        ) from error
