"""Reading one source, whatever it holds: its documents, or the refusal that says why there are none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive.document import Document
from archive.errors import BriefingsError, RefusedError
from archive.limits import DEFAULT_LIMITS, Limits
from archive.models import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A source with what was read from it: `media_type` is what its bytes are, `refusal` why nothing was.

    `seconds` is how long each of its issues may take to be split and tagged, None for ever.
    """

    source: Source
    documents: tuple[Document, ...] = ()
    media_type: str = ""
    refusal: BriefingsError | None = None
    seconds: int | None = None


def read_source(source: Source, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a source in this process; never raises, but for want of memory."""
    # Imported here: a process that has others read need not load the readers.
    from archive.readers import read_documents
    from archive.readers.sniffing import sniff

    try:
        with told_as_refusals(source):
            documents = tuple(read_documents(source, limits))
            return Reading(source, documents, str(sniff(source)))
    except BriefingsError as error:
        return Reading(source, refusal=error)


@contextmanager
def told_as_refusals(source: Source) -> Iterator[None]:
    """Turn whatever goes wrong into a RefusedError: a fault in a parser must not end a batch."""
    try:
        yield
    except (BriefingsError, MemoryError):
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}".split("\n")[0]
        raise RefusedError(
            f"{source.name}: cannot be read ({what}); please report it with the file"
        ) from error
