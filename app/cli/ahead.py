"""`briefings ahead`: what items expect, by its days, as the page shows it or as JSON."""

import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import click

from app.cli.common import count_of, print_json, store_of, styled
from app.settings import Settings
from app.views import as_json
from app.views.context import AppContext
from app.views.search_state import MAX_PAGE_SIZE
from app.views.upcoming import UpcomingEventView, UpcomingView, upcoming_view

_WIDTH = 100


@click.command()
@click.argument("query", default="")
@click.option("--from", "first", default="", help="From this day, month or year on. Default: today.")
@click.option("--until", default="", help="To the end of this day, month or year.")
@click.option("--topic", multiple=True, help="Only items on this topic; repeat for alternatives.")
@click.option("--region", multiple=True, help="Only items on this region: CN, CN-GD, 142, or a name.")
@click.option("--publication", multiple=True, help="Only this publication, by its short name.")
@click.option("--limit", type=click.IntRange(1, MAX_PAGE_SIZE), default=50, show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--json", "as_json_", is_flag=True, help="Print what /api/v1/ahead answers.")
@click.pass_obj
def ahead_command(settings: Settings, /, query: str, as_json_: bool, **asked: object) -> None:
    """List what items expect on a day or later, in the order of the days; with QUERY, of those it finds.

    Where the newest issue is over two months old, the list begins on its day instead of today.

    \b
    briefings ahead --until 2026-12 --region china
    briefings ahead --from 2025-03 election
    """
    with store_of(settings), closing(AppContext(settings)) as context:
        view = upcoming_view(context, _args(query, asked), date.today())
    if as_json_:
        print_json(as_json.upcoming(view))
    else:
        click.echo("\n".join(_lines(view)))


def _args(query: str, asked: dict[str, object]) -> dict[str, list[str]]:
    """The options as the parameters of the page."""
    single = {"q": query, "from": asked.pop("first"), "to": asked.pop("until")}
    several = {name: list(value) for name, value in asked.items() if isinstance(value, tuple)}
    numbers = {name: [str(value)] for name, value in asked.items() if isinstance(value, int)}
    return {name: [str(value)] for name, value in single.items()} | several | numbers


def _lines(view: UpcomingView) -> Iterator[str]:
    why = f", {view.since}" if view.since else ""
    yield f"{count_of(view.total, 'event')} expected from {view.first_text}{why}"
    yield from (f"({note})" for note in view.repairs)
    for day in view.days:
        yield ""
        yield click.style(day.when, bold=True)
        for event in day.events:
            yield from _event_lines(event)
    if view.page < view.pages:
        yield ""
        yield f"Page {view.page} of {view.pages}; --page {view.page + 1} for the next."


def _event_lines(view: UpcomingEventView) -> Iterator[str]:
    yield textwrap.fill(styled(view.sentence), _WIDTH, initial_indent="  ", subsequent_indent="  ")
    headline = "" if view.says_headline else f"{view.headline} "
    yield f"    {headline}({view.issue_label}, {view.item_id})"
