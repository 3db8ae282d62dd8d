"""`briefings ingest`, `import` and `parse`: files of past issues in, and a report on each."""

import itertools
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import click

from app.cli.common import count_of, print_json, profiles_of, progress_bar, store_of, update_index
from app.cli.draft_output import as_json, outline
from app.settings import Settings
from archive.errors import BriefingsError
from archive.ingest.batches import SurveyedSource
from archive.ingest.files import find_files
from archive.ingest.pipeline import (
    IngestOptions,
    Outcome,
    OutcomeKind,
    load_sources,
    parse_surveyed,
    put_surveyed,
    survey_sources,
)
from archive.ingest.publication_memory import PublicationMemory
from archive.ingest.worker_pool import ReaderPool
from archive.models import Draft, Source
from archive.store import Store

_FAILED_KINDS = (OutcomeKind.REFUSED, OutcomeKind.HELD)


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of a batch: its outcomes, and how long reading, storing and indexing took, in seconds.

    `untried` counts the files after one that the store itself could not take.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float
    index: str
    untried: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything was refused or held, or the index did not follow."""
        return bool(self.index) or any(o.kind in _FAILED_KINDS for o in self.outcomes)


_DAY = click.DateTime(formats=["%Y-%m-%d"])
_STRICT = click.option("--strict", is_flag=True, help="Refuse an issue that another file gave already.")
_JSON = click.option("--json", "as_json_", is_flag=True, help="Print the report as JSON.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="PATH...")
@click.option(
    "--date",
    "day",
    type=_DAY,
    metavar="YYYY-MM-DD",
    help="The date of the one issue given, where none is found in it.",
)
@click.option("--publication", default="", help="The publication, where an issue does not name it.")
@_STRICT
@_JSON
@click.pass_obj
def ingest_command(
    settings: Settings,
    paths: Sequence[str],
    day: datetime | None,
    publication: str,
    strict: bool,
    as_json_: bool,
) -> None:
    """Take in past issues: files, folders and globs of them, or - for standard input.

    Formats are told by content: text, HTML, Markdown, e-mail with what is attached, mailboxes, RSS and Atom
    feeds, PDF, Word (DOCX), ZIP archives of these, JSON Lines. An issue that is there already is updated, and
    its items keep their ids. A file that cannot be taken in is named at the end and stops nothing.

    Exit code 1 if anything was refused, or held because no date was found.
    """
    if day and len(list(find_files(paths))) != 1:
        raise click.UsageError("--date dates one issue: name one file with it")
    _print_and_exit(
        _ingest(
            settings,
            paths,
            IngestOptions(day.date() if day else None, publication, profiles_of(settings), settings.tagger),
            strict=strict,
        ),
        as_json_=as_json_,
    )


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option("--publication", default="", help="The publication of items that name none.")
@_STRICT
@_JSON
@click.pass_obj
def import_command(
    settings: Settings, paths: Sequence[str], publication: str, strict: bool, as_json_: bool
) -> None:
    """Take in items that are separate already: JSON Lines files, or - for standard input.

    Each line is an object with headline, text and date, and perhaps publication, topics, regions and url;
    other keys are kept. Items of one publication and date become one issue.
    """
    options = IngestOptions(None, publication, profiles_of(settings), settings.tagger)
    _print_and_exit(_ingest(settings, paths, options, strict=strict), as_json_=as_json_)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")
@click.option("--jsonl", is_flag=True, help="Print one JSON object an issue.")
@click.pass_obj
def parse_command(settings: Settings, paths: Sequence[str], jsonl: bool) -> None:
    """Show how files would be split, and why; nothing is stored."""
    failed = 0
    for name, parsed in _parsed(settings, paths):
        if isinstance(parsed, str):
            click.echo(f"{name}: {parsed}", err=True)
            failed += 1
        elif jsonl:
            print_json(as_json(parsed, name, settings.vocabularies), indent=None)
        else:
            click.echo(outline(parsed, name))
    if failed:
        raise click.ClickException(f"{count_of(failed, 'file')} could not be read")


def put_all(
    store: Store, sources: Iterable[Source | Outcome], options: IngestOptions, *, strict: bool = False
) -> Iterator[Outcome]:
    """Take sources in one by one; stops at the first that the store itself cannot take."""
    memory = PublicationMemory(store.traits)
    return _put_all(store, survey_sources(sources, options, memory), memory, options, strict=strict)


def _put_all(
    store: Store,
    opened: Iterable[SurveyedSource | Outcome],
    memory: PublicationMemory,
    options: IngestOptions,
    *,
    strict: bool,
) -> Iterator[Outcome]:
    for source in opened:
        if isinstance(source, Outcome):
            yield source
            continue
        for outcome in put_surveyed(store, source, memory, options, strict=strict):
            yield outcome
            if outcome.store_failed:
                return


def _parsed(settings: Settings, paths: Sequence[str]) -> Iterator[tuple[str, Draft | str]]:
    """Each issue in the sources with the source's name; in the place of one that cannot be read, why."""
    options = IngestOptions(profiles=profiles_of(settings), tagger=settings.tagger)
    sources = load_sources(paths, limit=settings.limits.file_bytes)
    with ReaderPool(settings.limits) as readers, _memory(settings) as memory:
        for source in survey_sources(sources, options, memory, readers):
            if isinstance(source, Outcome):
                yield source.source_name, source.reason
                continue
            name = source.source.name
            try:
                yield from ((name, draft) for draft in parse_surveyed(source, options, memory))
            except BriefingsError as error:
                yield name, str(error).removeprefix(f"{name}: ")


@contextmanager
def _memory(settings: Settings) -> Iterator[PublicationMemory]:
    """What is known of publications: what the archive holds, if there is one."""
    if settings.database_file is not None and not settings.database_file.exists():
        yield PublicationMemory()
        return
    with store_of(settings) as store:
        yield PublicationMemory(store.traits)


def _ingest(
    settings: Settings, paths: Sequence[str], options: IngestOptions, *, strict: bool
) -> IngestReport:
    start = time.monotonic()
    found = list(find_files(paths))
    limit = settings.limits.file_bytes
    with ReaderPool(settings.limits) as readers, store_of(settings, create=True) as store:
        memory = PublicationMemory(store.traits)
        with progress_bar(load_sources(paths, limit=limit), "Reading", len(found)) as sources:
            tried = (
                itertools.count()
            )  # counts the sources that the store is given: a full disk ends that early
            opened = survey_sources(sources, options, memory, readers)
            taken = (source for source, _ in zip(opened, tried, strict=False))
            outcomes = tuple(_put_all(store, taken, memory, options, strict=strict))
        index = update_index(store, settings)
    return IngestReport(outcomes, time.monotonic() - start, index, len(found) - next(tried))


def _print_and_exit(batch: IngestReport, *, as_json_: bool) -> None:
    if as_json_:
        print_json(
            {
                "outcomes": batch.outcomes,
                "seconds": round(batch.seconds, 3),
                "index": batch.index,
                "untried": batch.untried,
            }
        )
    else:
        _print_report(batch)
    if batch.failed:
        raise click.exceptions.Exit(1)


def _print_report(batch: IngestReport) -> None:
    kinds = Counter(o.kind for o in batch.outcomes)
    items = sum(o.items for o in batch.outcomes if o.kind not in _FAILED_KINDS)
    kinds_text = ", ".join(f"{kinds[kind]:,} {kind.value}" for kind in OutcomeKind if kinds[kind])
    rate = items / batch.seconds if batch.seconds else 0.0
    issues = sum(kinds.values()) - kinds[OutcomeKind.REFUSED]
    click.echo(
        f"{count_of(issues, 'issue')} ({kinds_text or 'nothing found'}): "
        f"{count_of(items, 'item')} in {batch.seconds:.1f} s, {rate:,.0f} items a second"
    )
    for outcome in batch.outcomes:
        if outcome.note or outcome.reason:
            name = outcome.source_name + (f" ({outcome.issue_id})" if outcome.issue_id else "")
            words = " ".join(filter(None, [outcome.reason, outcome.note]))
            click.echo(f"  {outcome.kind.value}: {name}: {words}", err=outcome.kind in _FAILED_KINDS)
    if batch.untried:
        click.echo(f"  not tried after that: {count_of(batch.untried, 'file')}", err=True)
    if batch.index:
        click.echo(f"The issues are stored, but the index does not have them: {batch.index}", err=True)
