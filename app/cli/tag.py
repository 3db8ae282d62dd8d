"""`briefings tag`: items in, a line each; the same items out with their tags, and nothing is stored."""

from collections.abc import Iterable, Iterator
from typing import IO

import click

from app.cli.common import count_of, print_json
from app.cli.draft_output import tags_as_json
from app.settings import Settings
from archive.errors import RefusedError
from archive.ingest.pipeline import IngestOptions, ItemLine, read_item_line
from archive.models import Item, Precision, Tag


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
        if isinstance(answer, ItemLine):
            _print(answer, settings, jsonl=jsonl)
        if problem := answer if isinstance(answer, str) else answer.problem:
            click.echo(f"line {number} {problem}", err=True)
            failed += 1
    if failed:
        raise click.ClickException(f"{count_of(failed, 'line')} could not be read")


def _answers(lines: Iterable[bytes], settings: Settings) -> Iterator[tuple[int, ItemLine | str]]:
    """The number of each line that is not empty, with its tagged item or what is wrong with it."""
    options = IngestOptions(tagger=settings.tagger)
    for number, line in enumerate(lines, 1):
        try:
            if answer := read_item_line(line, options):
                yield number, answer
        except RefusedError as error:
            yield number, str(error)


def _print(line: ItemLine, settings: Settings, *, jsonl: bool) -> None:
    if jsonl:
        print_json({**line.values, **tags_as_json(line.item, settings.vocabularies)}, indent=None)
    else:
        click.echo("\n".join(_lines(line.item)))


def _lines(item: Item) -> Iterator[str]:
    yield click.style(item.headline, bold=True)
    for name, tags in (
        ("topics", item.topics),
        ("regions", item.regions),
        ("people", item.people),
        ("organisations", item.organisations),
    ):
        yield from (f"  {name}: {_tag_text(tag)}" for tag in tags)
    for event in item.event_dates:
        days = str(event.first) if event.first == event.last else f"{event.first} to {event.last}"
        about = "about " if event.precision is Precision.ABOUT else ""
        yield f"  event: {about}{days}, {'ahead, ' if event.ahead else ''}“{event.text}”"


def _tag_text(tag: Tag) -> str:
    words = ", ".join(f"“{word}”" for word in tag.evidence)
    return f"{tag.value} {tag.strength:.2f}{f' {tag.role}' if tag.role else ''}" + (
        f" from {words}" if words else ""
    )
