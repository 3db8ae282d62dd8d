"""From a file to the store: read, survey, split, tag, put; an Outcome says what became of each issue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from archive.document import Document
from archive.errors import BriefingsError, RefusedError, StoreError
from archive.ingest.batches import SurveyedSource, survey_in_batches, survey_source
from archive.ingest.deadline import time_limit
from archive.ingest.files import MAX_FILE_BYTES, find_files, read_file
from archive.ingest.publication_memory import PublicationMemory
from archive.ingest.source_reader import errors_as_refusals, read_source
from archive.ingest.worker_pool import ReaderPool
from archive.models import Draft, Item, Source
from archive.profiles.recognition import NO_PROFILES, ProfiledDocument, ProfileSet
from archive.readers.decoding import decode
from archive.readers.jsonlines import read_json_line
from archive.repeats.similarity import without_duplicates
from archive.splitting import HabitsLookup, Survey, no_habits, split_document
from archive.store import PutResult, Store
from archive.tagging import SHIPPED_TAGGER, Tagger

_STANDARD_INPUT = "standard input"


class OutcomeKind(StrEnum):
    """What became of an issue, or of a file that holds none."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one issue, or of one file that holds none.

    `items` counts the items of the issue; `added`, `changed` and `removed` count what putting it did to them.
    `reason` says why an issue was refused or held, and what to do; `guess` is the date that a held issue may
    have; `note` is a remark for whoever ingests. `store_failed` says that the store is at fault and not the
    file, so that further issues would fail too.
    """

    kind: OutcomeKind
    source_name: str
    issue_id: str = ""
    items: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    reason: str = ""
    note: str = ""
    guess: date | None = None
    store_failed: bool = False


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """What whoever ingests says of the issues.

    `day` is the date of every issue, whatever the issue itself says; `publication` is the title for those
    that state none; `profiles` describe publications; `tagger` tags the items.
    """

    day: date | None = None
    publication: str = ""
    profiles: ProfileSet = NO_PROFILES
    tagger: Tagger = SHIPPED_TAGGER

    def prepare(self, document: Document) -> ProfiledDocument:
        """The document with its profile, and with the publication if its metadata names none."""
        profiled = self.profiles.attach(document)
        if not self.publication:
            return profiled
        metadata = {"publication": self.publication, **document.metadata}
        return replace(profiled, document=replace(document, metadata=metadata))

    def dated(self, draft: Draft) -> Draft:
        """The draft with the date of the options, if they have one."""
        return replace(draft, date=self.day, date_origin="person who ingested it") if self.day else draft


NO_OPTIONS = IngestOptions()


def load_sources(paths: Sequence[str], *, limit: int = MAX_FILE_BYTES) -> Iterator[Source | Outcome]:
    """The sources that paths, folders, globs and "-" name; for one that cannot be read, a refusal instead.

    A file may have `limit` bytes at most.
    """
    for file in find_files(paths):
        try:
            yield read_file(file, limit)
        except RefusedError as error:
            yield _refused(file.name, error)


def survey_sources(
    sources: Iterable[Source | Outcome],
    options: IngestOptions,
    memory: PublicationMemory,
    pool: ReaderPool | None = None,
) -> Iterator[SurveyedSource | Outcome]:
    """The sources, read and surveyed in batches, so that the issues of a batch are judged by one another.

    `pool` reads them in other processes; without it they are read in this process, without limits of time and
    memory.
    """
    if pool:
        return survey_in_batches(pool.read_ahead(sources), memory, options.prepare)
    readings = (read_source(source) if isinstance(source, Source) else source for source in sources)
    return survey_in_batches(readings, memory, options.prepare)


def parse_source(
    source: Source, options: IngestOptions = NO_OPTIONS, memory: PublicationMemory | None = None
) -> list[Draft]:
    """The issues of one source, split and tagged; RefusedError where there are none."""
    memory = memory or PublicationMemory()
    return parse_surveyed(survey_source(source, memory, options.prepare), options, memory)


def parse_surveyed(
    surveyed: SurveyedSource, options: IngestOptions, memory: PublicationMemory
) -> list[Draft]:
    """The issues of a surveyed source, split and tagged; RefusedError where there are none."""
    if surveyed.refusal:
        raise surveyed.refusal
    with errors_as_refusals(surveyed.source):
        return without_duplicates(
            [_parse_in_time(issue, surveyed, options, memory) for issue in surveyed.issues]
        )


def put_surveyed(
    store: Store,
    surveyed: SurveyedSource,
    memory: PublicationMemory,
    options: IngestOptions = NO_OPTIONS,
    *,
    strict: bool = False,
) -> list[Outcome]:
    """Put every issue of a surveyed source into the store; an Outcome for each, errors included."""
    source = surveyed.source
    try:
        drafts = parse_surveyed(surveyed, options, memory)
    except BriefingsError as error:
        return [_refused(source.name, error)]
    known = replace(source, media_type=source.media_type or surveyed.media_type)
    outcomes: list[Outcome] = []
    for draft in drafts:
        outcomes.append(_put(store, draft, known, strict=strict))
        if outcomes[-1].store_failed:
            break
    return outcomes


def parse_document(document: Document, options: IngestOptions = NO_OPTIONS) -> Draft:
    """The issue of a document, split and tagged."""
    return _split_and_tag(options.prepare(document), options, no_habits)


def _parse_in_time(
    issue: Survey | ProfiledDocument,
    surveyed: SurveyedSource,
    options: IngestOptions,
    memory: PublicationMemory,
) -> Draft:
    with time_limit(surveyed.seconds, surveyed.source.name, "split and tag"):
        return _split_and_tag(issue, options, memory)


def _split_and_tag(issue: Survey | ProfiledDocument, options: IngestOptions, lookup: HabitsLookup) -> Draft:
    document = issue.document
    unsplit = issue if isinstance(issue, Survey) else document
    draft = options.dated(
        split_document(unsplit, lookup, profile=issue.profile, vocabularies=options.tagger.vocabularies)
    )
    tagged = options.tagger.tag(draft)
    return replace(tagged, warnings=(*document.warnings, *draft.warnings), partial=document.partial)


def _put(store: Store, draft: Draft, source: Source, *, strict: bool) -> Outcome:
    try:
        return _outcome(source.name, store.put(draft, source, strict=strict), draft.warnings)
    except StoreError as error:
        return replace(_refused(source.name, error), store_failed=True)
    except BriefingsError as error:
        return _refused(source.name, error)


def _outcome(source_name: str, put: PutResult, warnings: Sequence[str]) -> Outcome:
    return Outcome(
        OutcomeKind(put.kind.value),
        source_name,
        issue_id=put.issue_id,
        items=put.items,
        added=put.added,
        changed=put.changed,
        removed=put.removed,
        reason=put.reason,
        note="; ".join(filter(None, [put.note, *warnings])),
        guess=put.guess,
    )


def _refused(source_name: str, error: BriefingsError) -> Outcome:
    return Outcome(OutcomeKind.REFUSED, source_name, reason=str(error).removeprefix(f"{source_name}: "))


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line: its JSON object as it came, and the tagged item; `problem` says what could not be used."""

    values: Mapping[str, object]
    item: Item
    problem: str = ""


def read_item_line(line: bytes, options: IngestOptions) -> ItemLine | None:
    """Read and tag the item of a line; None for an empty line. Raises RefusedError where it holds no item."""
    text = decode(line).text.strip()
    if not text:
        return None
    values, document = read_json_line(text, _STANDARD_INPUT)
    draft = parse_document(document, options)
    date = document.metadata.get("date", "")
    problem = f"has the date {date!r}, which is none: write 2025-03-04" if date and not draft.date else ""
    return ItemLine(values, draft.items[0], problem)
