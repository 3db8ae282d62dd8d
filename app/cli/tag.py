"""`briefings tag`: items in, a line each; the same items out with their tags, and nothing is stored."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

import click

from app.cli.common import counted, print_json
from app.cli.outline import tags_as_json
from app.settings import Settings
from archive.errors import RefusedError
from archive.ingest.pipeline import IngestOptions, parse_document
from archive.models import Item, Precision, Tag
from archive.readers.decoding import decode
from archive.readers.jsonlines import read_json_line

_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A line with its item; `unread` says what of it could not be used."""

    given: dict[str, object]
    item: Item
    unread: str = ""


@click.command()
@click.argument("file", type=click.File("rb"), default="-", metavar="[FILE]")
@click.option("--jsonl", is_flag=True, help="Print each line's object again, with its tags.")
@click.pass_obj
def tag_command(settings: Settings, file: IO[bytes], jsonl: bool) -> None:
    """Tag the items of FILE, or of standard input; nothing is stored.

    Each line is a JSON object with headline, text and date. With --jsonl each is printed again with its
    topics, regions (ISO codes), people, organisations and event dates: how strong each is, and the words that
    earned it. Topics and regions that the line has already are kept and marked so. A line that is no item is
    named on standard error and stops nothing.

    \b
    briefings tag --jsonl < items.jsonl > tagged.jsonl

    Exit code 1 if a line could not be read.
    """
    failed = 0
    for number, answer in _answers(file, settings):
        if isinstance(answer, _Tagged):
            _print(answer, settings, jsonl=jsonl)
        if problem := answer if isinstance(answer, str) else answer.unread:
            click.echo(f"line {number} {problem}", err=True)
            failed += 1
    if failed:
        raise click.ClickException(f"{counted(failed, 'line')} could not be read")


def _answers(lines: Iterable[bytes], settings: Settings) -> Iterator[tuple[int, _Tagged | str]]:
    """The number of each line that is not empty, with its tagged item or what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if text := decode(line).text.strip():
            try:
                yield number, _tagged(text, settings)
            except RefusedError as error:
                yield number, str(error)


def _tagged(line: str, settings: Settings) -> _Tagged:
    document = read_json_line(line, _NAME)
    draft = parse_document(document, IngestOptions(tagger=settings.tagger))
    given = document.metadata.get("date", "")
    unread = f"has the date {given!r}, which is none: write 2025-03-04" if given and not draft.date else ""
    return _Tagged(json.loads(line), draft.items[0], unread)


def _print(tagged: _Tagged, settings: Settings, *, jsonl: bool) -> None:
    if jsonl:
        print_json({**tagged.given, **tags_as_json(tagged.item, settings.vocabularies)}, indent=None)
    else:
        click.echo("\n".join(_lines(tagged.item)))


def _lines(item: Item) -> Iterator[str]:
    yield click.style(item.headline, bold=True)
    for name, tags in (
        ("topics", item.topics),
        ("regions", item.regions),
        ("people", item.people),
        ("organisations", item.organisations),
    ):
        yield from (f"  {name}: {_told(tag)}" for tag in tags)
    for event in item.event_dates:
        days = str(event.first) if event.first == event.last else f"{event.first} to {event.last}"
        about = "about " if event.precision is Precision.ABOUT else ""
        yield f"  event: {about}{days}, {'ahead, ' if event.ahead else ''}“{event.text}”"


def _told(tag: Tag) -> str:
    words = ", ".join(f"“{word}”" for word in tag.evidence)
    return f"{tag.value} {tag.strength:.2f}{f' {tag.role}' if tag.role else ''}" + (
        f" from {words}" if words else ""
    )
