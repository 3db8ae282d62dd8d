"""`briefings edit` and `editors`: corrections that stand for good, and who may make them on the site."""

import getpass
import re
import textwrap
from collections.abc import Iterator
from typing import IO

import click

from app.cli.common import count_of, decoded, print_json, store_of, update_index
from app.corrections import (
    FIELDS,
    LIST_FIELDS,
    EditError,
    changed_list,
    correct_field,
    current_value,
    find_item,
    join_items,
    resolver,
    split_item,
    withdraw,
)
from app.settings import Settings
from archive.models import Edit, Item
from archive.store import Store
from archive.vocabularies import Vocabularies

_WIDTH = 100
_SEPARATORS = {"topics": r"[,;]", "regions": r"[,;]"}


@click.command()
@click.argument("item_id", metavar="ITEM-ID", callback=decoded)
@click.option("--headline", help="Another headline; with --split, that of the new item.")
@click.option("--takeaway", help="Another takeaway; '' for none.")
@click.option("--topics", help="All its topics, as 'trade, energy'; or '+energy, -trade'.")
@click.option("--regions", help="All its regions, as 'CN, Germany'; or '+DE, -CN'.")
@click.option("--people", help="All its people, as 'Wang Yi; Xi Jinping'; or '+Wang Yi'.")
@click.option("--organisations", help="All its organisations, likewise.")
@click.option("--undo", type=click.Choice(FIELDS), help="Let what the parser said of a field hold again.")
@click.option("--split", type=click.IntRange(2), metavar="N", help="A new item begins at its N-th paragraph.")
@click.option("--join", metavar="ITEM-ID", help="Another item of the issue becomes the end of this one.")
@click.option("--reason", default="", help="Why; it is kept and shown.")
@click.option("--editor", default="", help="Who says so. [default: your login name]")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def edit_command(
    settings: Settings,
    /,
    item_id: str,
    undo: str | None,
    split: int | None,
    join: str | None,
    reason: str,
    editor: str,
    as_json_: bool,
    **texts: str | None,
) -> None:
    """Correct an item for good, split it, or join it with another; without options, show what can be.

    Corrections win over what the parser says, also when the issue is taken in again or the index is made
    anew. Who made them, when and why is kept.

    \b
    briefings edit wci-2026-02-06-3 --topics '+energy' --reason 'gas pipelines'
    briefings edit wci-2026-02-06-3 --split 4 --headline 'A second story'
    briefings edit wci-2026-02-06-3 --join wci-2026-02-06-4
    """
    who = editor or getpass.getuser()
    with store_of(settings) as store:
        item, done = find_item(store, item_id), []
        if split is not None:
            headline = texts.pop("headline") or ""
            done.append(f"split: {split_item(store, item_id, split, headline, who, reason)} begins there")
        if join is not None:
            join_items(store, item_id, join, who, reason)
            done.append(f"joined with {join}")
        vocabularies = settings.vocabularies
        wanted = {
            field: _wanted(item, field, text, vocabularies)
            for field, text in texts.items()
            if text is not None
        }
        edited = correct_field(store, item_id, wanted, who, reason, vocabularies=vocabularies)
        done += [f"{field} corrected" for field in edited.changed]
        if undo is not None:
            withdraw(store, item_id, undo, who, reason)
            done.append(f"{undo} as the parser has it")
        behind = update_index(store, settings) if done else ""
        _show(store, item_id, done, as_json_=as_json_, asked=bool(wanted or done))
    if behind:
        raise click.ClickException(behind)


@click.group()
def editors_command() -> None:
    """Say who may sign in to the site and edit there."""


@editors_command.command("add")
@click.argument("name")
@click.option("--password-file", type=click.File(), help="Read the password from a file, or - for stdin.")
@click.pass_obj
def add_editor(settings: Settings, name: str, password_file: IO[str] | None) -> None:
    """Add an editor, or give one another password; it is asked for."""
    if password_file is None:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = password_file.read().rstrip("\r\n")
    from app import accounts  # loads Werkzeug, which no other command needs

    with store_of(settings) as store:
        accounts.add(store, name, password)
    click.echo(f"{name} can sign in.")


@editors_command.command("list")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_editors(settings: Settings, as_json_: bool) -> None:
    """List the editors."""
    with store_of(settings) as store:
        everyone = store.editors()
    if as_json_:
        print_json([{"name": editor.name, "added": editor.added} for editor in everyone])
        return
    for editor in everyone:
        click.echo(f"{editor.name:<30} since {editor.added:%Y-%m-%d}")
    click.echo(count_of(len(everyone), "editor"), err=True)


@editors_command.command("remove")
@click.argument("name")
@click.pass_obj
def remove_editor(settings: Settings, name: str) -> None:
    """Let someone sign in no more; what they corrected stays."""
    with store_of(settings) as store:
        store.delete_editor(name)
    click.echo(f"{name} can sign in no more.")


def _wanted(item: Item, field: str, text: str, vocabularies: Vocabularies) -> str | tuple[str, ...]:
    if field not in LIST_FIELDS:
        return text
    now = current_value(item, field)
    assert not isinstance(now, str)  # noqa: S101 - the field is a list
    entries = re.split(_SEPARATORS.get(field, ";"), text)
    try:
        return changed_list(now, entries, resolver(field, vocabularies))
    except EditError as error:
        raise click.UsageError(f"--{field}: {error}") from error


def _show(store: Store, item_id: str, done: list[str], *, as_json_: bool, asked: bool) -> None:
    item, history = find_item(store, item_id), store.history(item_id)
    if as_json_:
        print_json(
            {"id": item_id, "done": done, **{f: current_value(item, f) for f in FIELDS}, "history": history}
        )
    elif asked:
        click.echo(f"{item_id}: {'; '.join(done) or 'it says so already'}.")
    else:
        click.echo("\n".join(_lines(item, history)))


def _lines(item: Item, history: list[Edit]) -> Iterator[str]:
    for field in FIELDS:
        value = current_value(item, field)
        yield f"{field:<14} {value if isinstance(value, str) else '; '.join(value)}"
    for number, paragraph in enumerate(item.paragraphs, 1):
        start = textwrap.shorten(paragraph.text, _WIDTH - 20, placeholder="…")
        yield f"{'paragraph':<9} {number:>4} {start}"
    for each in history:
        value = "as the parser has it" if each.value is None else each.value
        text = value if isinstance(value, str) else "; ".join(value)
        why = f" ({each.reason})" if each.reason else ""
        yield f"{each.at:%Y-%m-%d} {each.editor}: {each.field}: {textwrap.shorten(text, _WIDTH)}{why}"
