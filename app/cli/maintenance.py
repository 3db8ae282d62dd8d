"""`briefings status`, `check`, `reindex`, `remove` and `held`: what whoever runs the archive does with it."""

from contextlib import closing

import click

from app.cli.common import count_of, decoded, print_json, progress_callback, store_of, update_index
from app.settings import Settings
from archive.errors import IndexUnavailableError
from archive.store import Store
from index.engines import open_engine
from index.sync import Comparison, catch_up, compare, reindex, repair

_MAX_IDS_SHOWN = 10


@click.command()
@click.option("--full", is_flag=True, help="Write a whole new index beside the one in use, then swap them.")
@click.pass_obj
def reindex_command(settings: Settings, full: bool) -> None:
    """Bring the index up to the store; with --full, or where the index cannot be used, write it anew.

    Searches go on with the index in use meanwhile, and it stays as it was if this fails or is killed.
    """
    with store_of(settings) as store:
        count = None if full else _update_or_none(settings, store)
        if count is None:
            with (
                closing(open_engine(settings.index)) as engine,
                progress_callback("Indexing", store.status().items) as progress,
            ):
                count = reindex(store, engine, progress, settings.vocabularies)
            click.echo(f"The index is new: {count_of(count, 'item')}.")
        else:
            click.echo(f"The index is up to date: {count_of(count, 'change')} taken over.")


@click.command()
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def status_command(settings: Settings, as_json_: bool) -> None:
    """Say what the archive holds, and how far the index has come."""
    with store_of(settings) as store:
        status = store.status()
    try:
        with closing(open_engine(settings.index)) as engine:
            indexed, problem = engine.revision, ""
    except IndexUnavailableError as error:
        indexed, problem = 0, str(error)
    if as_json_:
        print_json({"store": status, "index": {"revision": indexed, "problem": problem}})
        return
    span = f", {status.first} to {status.last}" if status.first else ""
    click.echo(f"home          {settings.home}")
    click.echo(f"publications  {status.publications:,}")
    click.echo(f"issues        {status.issues:,}{span}")
    click.echo(f"items         {status.items:,}")
    click.echo(f"held          {status.held:,}" + (": see `briefings held`" if status.held else ""))
    click.echo(f"store         revision {status.revision:,}")
    behind = status.revision - indexed
    state = f"revision {indexed:,}" + (
        f", {count_of(behind, 'change')} behind: run `briefings reindex`" if behind else ""
    )
    click.echo(f"index         {problem or state}")


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Bring the index into agreement with the store.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def check_command(settings: Settings, mend: bool, as_json_: bool) -> None:
    """See that the index holds exactly what the store holds, and that its files are whole.

    Exit code 1 if not, also with --repair where it could not be mended.
    """
    with store_of(settings) as store:
        found = _compare(settings, store)
        mended = 0
        if mend and not _agrees(found):
            mended = _repair(settings, store, found)
            found = _compare(settings, store)
    if as_json_:
        print_json({"sound": _agrees(found), "mended": mended, "found": found})
    else:
        _print_comparison(found, mended)
    if not _agrees(found):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("issue_id", metavar="ISSUE-ID", callback=decoded)
@click.option("--reason", default="", help="Why; shown at the issue's address.")
@click.pass_obj
def remove_command(settings: Settings, issue_id: str, reason: str) -> None:
    """Withdraw an issue with its items; their addresses say so from then on.

    Ingesting the issue again brings it back under the same ids.
    """
    with store_of(settings) as store:
        store.remove(issue_id, reason)
        behind = update_index(store, settings)
    click.echo(f"{issue_id} is removed.")
    if behind:
        raise click.ClickException(behind)


@click.command()
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def held_command(settings: Settings, as_json_: bool) -> None:
    """List the issues that wait for a person, and why.

    Take one in with `briefings ingest FILE --date YYYY-MM-DD`.
    """
    with store_of(settings) as store:
        held = store.held_issues()
    if as_json_:
        print_json(held)
        return
    for issue in held:
        guess = f" (perhaps {issue.guess})" if issue.guess else ""
        part = f" [{issue.part}]" if issue.part else ""
        click.echo(f"{issue.source_name}{part}: {issue.reason}{guess}")
    click.echo(count_of(len(held), "issue") + " held", err=True)


def _update_or_none(settings: Settings, store: Store) -> int | None:
    """How many changes the index took over; None where it must be written anew."""
    try:
        with (
            closing(open_engine(settings.index)) as engine,
            progress_callback("Indexing", store.revision - engine.revision) as progress,
        ):
            return catch_up(store, engine, progress, settings.vocabularies)
    except IndexUnavailableError:
        return None


def _compare(settings: Settings, store: Store) -> Comparison | str:
    """How store and index differ, or what makes the index unusable."""
    try:
        with closing(open_engine(settings.index)) as engine:
            engine.verify()
            with progress_callback("Comparing", store.status().items) as progress:
                return compare(store, engine, progress, settings.vocabularies)
    except IndexUnavailableError as error:
        return str(error)


def _agrees(found: Comparison | str) -> bool:
    return not isinstance(found, str) and found.agrees


def _repair(settings: Settings, store: Store, found: Comparison | str) -> int:
    with closing(open_engine(settings.index)) as engine:
        if isinstance(found, str):
            return reindex(store, engine, vocabularies=settings.vocabularies)
        return repair(store, engine, found, settings.vocabularies)


def _print_comparison(found: Comparison | str, mended: int) -> None:
    if mended:
        click.echo(f"Mended: {count_of(mended, 'item')}.")
    if isinstance(found, str):
        click.echo(found, err=True)
        return
    for what, ids in (
        ("not in the index", found.missing),
        ("only in the index", found.extra),
        ("different in the index", found.differing),
    ):
        if ids:
            more = f" and {len(ids) - _MAX_IDS_SHOWN:,} more" if len(ids) > _MAX_IDS_SHOWN else ""
            click.echo(
                f"{count_of(len(ids), 'item')} {what}: {' '.join(ids[:_MAX_IDS_SHOWN])}{more}", err=True
            )
    if found.indexed != found.stored:
        click.echo(f"the index stands at revision {found.indexed:,}, the store at {found.stored:,}", err=True)
    if found.agrees:
        click.echo(f"Store and index agree at revision {found.stored:,}.")
    else:
        click.echo("Mend it with `briefings check --repair`.", err=True)
