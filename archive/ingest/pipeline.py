"""From a file to the store: read, split, tag, put; what becomes of each issue is told by an Outcome."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from archive.document import Document
from archive.errors import BriefingsError, RefusedError, StoreError
from archive.ingest.batches import Opened, in_batches, open_source
from archive.ingest.deadline import within
from archive.ingest.files import SIZE_LIMIT, find, load
from archive.ingest.publication_memory import Memory
from archive.ingest.source_reader import read_source, told_as_refusals
from archive.ingest.worker_pool import Readers
from archive.models import Draft, Source
from archive.profiles.recognising import NO_PROFILES, ProfiledDocument, Profiles
from archive.repeats.within import distinct
from archive.splitting import Knowledge, Survey, no_knowledge, split
from archive.store import Put, Store
from archive.tagging import SHIPPED_TAGGER, Tagger


class OutcomeKind(StrEnum):
    """What became of an issue, or of a file that holds none."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the report on a batch.

    `items` counts those of the issue; `added`, `changed` and `removed` what this did to them. `reason` says
    why an issue was refused or held, and what to do; `guess` is the date a held issue may have; `note` is
    worth telling whoever ingests. `store_failed` says that the store, not the file, is at fault: the rest
    would fare no better.
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
class Given:
    """What whoever ingests says of the issues: a `day` that wins, and a `publication` if they state none.

    `profiles` are what is written down of publications; `tagger` tags the items.
    """

    day: date | None = None
    publication: str = ""
    profiles: Profiles = NO_PROFILES
    tagger: Tagger = SHIPPED_TAGGER

    def before(self, document: Document) -> ProfiledDocument:
        """The document with its profile, and as if its own metadata named the publication."""
        profiled = self.profiles.attach(document)
        if not self.publication:
            return profiled
        metadata = {"publication": self.publication, **document.metadata}
        return replace(profiled, document=replace(document, metadata=metadata))

    def after(self, draft: Draft) -> Draft:
        """The draft, dated."""
        return replace(draft, date=self.day, date_origin="person who ingested it") if self.day else draft


NOTHING_GIVEN = Given()


def find_sources(paths: Sequence[str], *, limit: int = SIZE_LIMIT) -> Iterator[Source | Outcome]:
    """The sources that paths, folders, globs and "-" name; in the place of one that cannot be read, why."""
    for found in find(paths):
        try:
            yield load(found, limit)
        except RefusedError as error:
            yield _refused(found.name, error)


def open_sources(
    sources: Iterable[Source | Outcome], given: Given, memory: Memory, readers: Readers | None = None
) -> Iterator[Opened | Outcome]:
    """The sources read and surveyed, in batches whose issues are judged by one another.

    `readers` read them apart; without those they are read in this process, without limits of time and memory.
    """
    if readers:
        return in_batches(readers.ahead(sources), memory, given.before)
    readings = (read_source(source) if isinstance(source, Source) else source for source in sources)
    return in_batches(readings, memory, given.before)


def parse_source(source: Source, given: Given = NOTHING_GIVEN, memory: Memory | None = None) -> list[Draft]:
    """The issues of one source, split and tagged; RefusedError says why there are none."""
    memory = memory or Memory()
    return drafts_of(open_source(source, memory, given.before), given, memory)


def drafts_of(opened: Opened, given: Given, memory: Memory) -> list[Draft]:
    """The issues of a source that was opened, split and tagged; RefusedError says why there are none."""
    if opened.refusal:
        raise opened.refusal
    with told_as_refusals(opened.source):
        return distinct([_in_time(issue, opened, given, memory) for issue in opened.issues])


def put_opened(
    store: Store, opened: Opened, memory: Memory, given: Given = NOTHING_GIVEN, *, strict: bool = False
) -> list[Outcome]:
    """Put every issue of a source that was opened into the store; an Outcome for each, whatever happens."""
    source = opened.source
    try:
        drafts = drafts_of(opened, given, memory)
    except BriefingsError as error:
        return [_refused(source.name, error)]
    known = replace(source, media_type=source.media_type or opened.media_type)
    outcomes: list[Outcome] = []
    for draft in drafts:
        outcomes.append(_put(store, draft, known, strict=strict))
        if outcomes[-1].store_failed:
            break
    return outcomes


def draft_of(document: Document, given: Given = NOTHING_GIVEN) -> Draft:
    """The issue of a document, split and tagged."""
    return _draft(given.before(document), given, no_knowledge)


def _in_time(issue: Survey | ProfiledDocument, opened: Opened, given: Given, memory: Memory) -> Draft:
    with within(opened.seconds, opened.source.name, "split and tag"):
        return _draft(issue, given, memory)


def _draft(issue: Survey | ProfiledDocument, given: Given, knowledge: Knowledge) -> Draft:
    document = issue.document
    unsplit = issue if isinstance(issue, Survey) else document
    draft = given.after(
        split(unsplit, knowledge, profile=issue.profile, vocabularies=given.tagger.vocabularies)
    )
    tagged = given.tagger.tag(draft)
    return replace(tagged, warnings=(*document.warnings, *draft.warnings), partial=document.partial)


def _put(store: Store, draft: Draft, source: Source, *, strict: bool) -> Outcome:
    try:
        return _outcome(source.name, store.put(draft, source, strict=strict), draft.warnings)
    except StoreError as error:
        return replace(_refused(source.name, error), store_failed=True)
    except BriefingsError as error:
        return _refused(source.name, error)


def _outcome(source_name: str, put: Put, warnings: Sequence[str]) -> Outcome:
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
