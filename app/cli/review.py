"""`briefings review`: what the parser was unsure of, for a person to look at and to settle."""

import getpass
from dataclasses import dataclass

import click

from app.cli.common import count_of, decoded, print_json, store_of
from app.settings import Settings
from archive.models import Doubt, HeldIssue
from archive.store import DoubtedIssue


@dataclass(frozen=True, slots=True)
class DoubtEntry:
    """One line of the queue: the id of the item or issue in doubt, and why; a held issue has no id."""

    id: str
    issue: str
    date: str
    source_name: str
    reason: str


@click.group(invoke_without_command=True)
@click.option("--publication", default="", metavar="ID", help="Only issues of this publication.")
@click.option("--all", "with_settled", is_flag=True, help="Those that were settled too.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_context
def review_command(ctx: click.Context, publication: str, with_settled: bool, as_json_: bool) -> None:
    """List the issues and items that the parser was unsure of, with its reasons.

    They are searched and shown like any other meanwhile. The page /review shows each beside its source.
    Settle what is right as it is with `briefings review settle ID`; a profile helps where an issue is told
    wrongly (`briefings profile`).
    """
    if ctx.invoked_subcommand:
        return
    settings: Settings = ctx.obj
    with store_of(settings) as store:
        doubted = store.doubted_issues(publication, with_settled=with_settled)
        held = [] if publication else store.held_issues()
    entries = [_doubt_entry(issue, doubt) for issue in doubted for doubt in issue.doubts] + [
        _held_entry(h) for h in held
    ]
    if as_json_:
        print_json(entries)
        return
    width = max((len(entry.id) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry.id or 'held':<{width}}  {entry.reason}  ({entry.source_name})")
    click.echo(count_of(len(entries), "doubt"), err=True)


@review_command.command("settle")
@click.argument("name", metavar="ID", callback=decoded)
@click.option("--reason", default="", callback=decoded, help="Why it is right as it is; kept.")
@click.option("--editor", default="", help="Who says so.  [default: the name of this account]")
@click.pass_obj
def settle_command(settings: Settings, name: str, reason: str, editor: str) -> None:
    """Settle what is doubted of an item or, by the id of an issue, of the issue itself.

    It leaves the queue for good, also when the issue is ingested again, unless the doubt becomes another.
    """
    with store_of(settings) as store:
        settled = store.settle_doubts(name, reason, editor or getpass.getuser())
    for doubt in settled:
        click.echo(f"Settled: {doubt.reason}")


def _doubt_entry(issue: DoubtedIssue, doubt: Doubt) -> DoubtEntry:
    name = issue.ids.get(doubt.position, "") if doubt.position else issue.issue.id
    head = issue.issue
    return DoubtEntry(name or head.id, head.id, head.date.isoformat(), head.source_name, doubt.reason)


def _held_entry(issue: HeldIssue) -> DoubtEntry:
    guess = f", perhaps of {issue.guess}" if issue.guess else ""
    part = f" [{issue.part}]" if issue.part else ""
    return DoubtEntry("", "", "", f"{issue.source_name}{part}", f"held: {issue.reason}{guess}")
