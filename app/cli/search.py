"""`briefings search`, `show` and `issues`: what the pages show, on a terminal or as JSON."""

import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import MAXYEAR, MINYEAR

import click

from app.cli.common import count_of, decoded, print_json, store_of, styled
from app.settings import Settings
from app.views import as_json
from app.views.context import AppContext
from app.views.issue import IssueView, issue_head_view, issue_view
from app.views.item import ItemPage, item_page
from app.views.result_views import ResultView, SnippetView, TagView
from app.views.search import SearchView, search_view
from app.views.search_state import from_args
from archive.errors import NotFoundError
from archive.models import Issue, PlacedItem, Tombstone
from index.engine import Sort

_WIDTH = 100
_LARGEST_LIMIT = 100
_MOST_ISSUES = 1_000_000
# by value: Choice would offer an enum's members by the names they have in the code
_ORDER = click.Choice([order.value for order in Sort], case_sensitive=False)


@click.command()
@click.argument("query", default="")
@click.option("--topic", multiple=True, help="Only this topic; repeat for alternatives.")
@click.option("--region", multiple=True, help="Only this region: CN, CN-GD, 142, or a name.")
@click.option("--person", multiple=True, help="Only this person: a whole name, or a part that tells.")
@click.option("--organisation", multiple=True, help="Only this organisation, by its name or acronym.")
@click.option("--publication", multiple=True, help="Only this publication, by its short name.")
@click.option("--not-topic", multiple=True, help="Leave this topic out.")
@click.option("--not-region", multiple=True, help="Leave this region out.")
@click.option("--from", "first", default="", help="From this day, month or year: 2025, 2025-03, 2025-03-04.")
@click.option("--to", "last", default="", help="To the end of this day, month or year.")
@click.option("--exact", is_flag=True, help="Only what was typed, not the other forms of acronyms.")
@click.option("--sort", type=_ORDER, help="Default: relevance; newest for an empty query.")
@click.option("--limit", type=click.IntRange(1, _LARGEST_LIMIT), default=10, show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--json", "as_json_", is_flag=True, help="Print what /api/v1/search answers.")
@click.pass_obj
def search_command(settings: Settings, /, query: str, as_json_: bool, **asked: object) -> None:
    """Search the items for QUERY (see the site's help page for its syntax); without one, list the newest.

    \b
    briefings search '"export controls" gallium' --region CN --from 2025
    briefings search 'tariffs OR duties' --topic trade --sort newest --json
    """
    with store_of(settings), closing(AppContext(settings)) as context:
        view = search_view(context, from_args(_args(query, asked), context.vocabulary))
    if as_json_:
        print_json(as_json.search(view))
    else:
        click.echo("\n".join(_search_lines(view)))


@click.command()
@click.argument("id_", metavar="ID", callback=decoded)
@click.option("--json", "as_json_", is_flag=True, help="Print what the API answers.")
@click.pass_obj
def show_command(settings: Settings, id_: str, as_json_: bool) -> None:
    """Print the item or the issue with this ID.

    Exit code 1 if it was removed, or never was.
    """
    with store_of(settings), closing(AppContext(settings)) as context:
        found = _item_or_issue(context, id_)
        if isinstance(found, Tombstone):
            why = f": {found.reason}" if found.reason else ""
            raise click.ClickException(
                f"{found.id} ({found.label}) was removed on {found.removed:%Y-%m-%d}{why}"
            )
        if isinstance(found, PlacedItem):
            page = item_page(context, found)
            print_json(as_json.item_page(page)) if as_json_ else click.echo("\n".join(_item_lines(page)))
        else:
            view = issue_view(context, found)
            print_json(as_json.issue(view)) if as_json_ else click.echo("\n".join(_issue_lines(view)))


@click.command()
@click.option("--publication", default="", help="Only this publication, by its short name.")
@click.option("--year", type=click.IntRange(MINYEAR, MAXYEAR), help="Only this year.")
@click.option("--limit", type=click.IntRange(1, _MOST_ISSUES), help="At most so many.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def issues_command(
    settings: Settings, publication: str, year: int | None, limit: int | None, as_json_: bool
) -> None:
    """List the issues, newest first."""
    with store_of(settings) as store:
        known = [each.id for each in store.publications()]
        if publication and publication not in known:
            raise NotFoundError(
                f"there is no publication {publication}; there are {', '.join(known) or 'none'}"
            )
        heads = store.issues(publication=publication, year=year, limit=limit)
    if as_json_:
        print_json([as_json.head(issue_head_view(head)) for head in heads])
        return
    for head in heads:
        items = count_of(head.item_count, "item")
        click.echo(f"{head.id:<20} {head.date:%Y-%m-%d}  {items:>9}  {head.publication.title}")


def _args(query: str, asked: dict[str, object]) -> dict[str, list[str]]:
    """The options as the parameters of the search page."""
    several = {
        "topic": asked["topic"],
        "region": asked["region"],
        "person": asked["person"],
        "organisation": asked["organisation"],
        "publication": asked["publication"],
        "-topic": asked["not_topic"],
        "-region": asked["not_region"],
    }
    single = {
        "q": query,
        "from": asked["first"],
        "to": asked["last"],
        "sort": asked["sort"] or "",
        "exact": "1" if asked["exact"] else "",
        "limit": asked["limit"],
        "page": asked["page"],
    }
    args = {
        name: [str(value) for value in values]
        for name, values in several.items()
        if isinstance(values, tuple)
    }
    return args | {name: [str(value)] for name, value in single.items()}


def _item_or_issue(context: AppContext, id_: str) -> PlacedItem | Issue | Tombstone:
    try:
        return context.store.item(id_)
    except NotFoundError:
        pass
    try:
        return context.store.issue(id_)
    except NotFoundError as error:
        raise NotFoundError(
            f"no item or issue is called {id_}: `briefings issues` lists the issues"
        ) from error


def _search_lines(view: SearchView) -> Iterator[str]:
    yield ", ".join(filter(None, [count_of(view.total, "item"), view.span]))
    yield from (f"({note})" for note in [*view.repairs, *view.notes])
    for expansion in view.expansions:
        yield f"(Also looked for “{expansion.added}”, for {expansion.typed}; --exact leaves that out.)"
    if view.did_you_mean:
        yield f"Did you mean: {view.did_you_mean.label}"
    for choice in view.rescues:
        yield f"{choice.label}: {count_of(choice.count or 0, 'item')}"
    for number, result in enumerate(view.results, view.start):
        yield from _result_lines(number, result)


def _result_lines(number: int, result: ResultView) -> Iterator[str]:
    yield ""
    yield f"{number:>3}. {styled(result.headline)}"
    yield _indented(", ".join(filter(None, [result.date_text, result.place, result.publication, result.id])))
    if result.snippet:
        yield _indented(_snippet(result.snippet))
    if result.takeaway:
        yield _indented("Takeaway: " + styled(result.takeaway))
    labels = [tag.label for tag in (*result.topics, *result.regions)]
    if labels:
        yield _indented(" · ".join(labels))


def _item_lines(page: ItemPage) -> Iterator[str]:
    item = page.item
    yield click.style(item.title, bold=True)
    yield f"{item.issue_label}{f', {item.place}' if item.place else ''} ({item.id})"
    for paragraph in item.after_headline:
        yield ""
        bullet = "  " * paragraph.depth + "- " if paragraph.depth else ""
        yield textwrap.fill(
            bullet + ("Takeaway: " if paragraph.takeaway else "") + styled(paragraph.shown), _WIDTH
        )
    yield ""
    if item.topics:
        yield "Topics: " + ", ".join(
            tag.label + (f" ({tag.evidence_text})" if tag.evidence else "") for tag in item.topics
        )
    if item.regions:
        yield "Regions: " + "; ".join(_region(tag) for tag in item.regions)
    if item.people:
        yield "People: " + "; ".join(
            tag.label + (f", {tag.role}" if tag.role else "") + _by(tag) for tag in item.people
        )
    if item.organisations:
        yield "Organisations: " + "; ".join(tag.label + _by(tag) for tag in item.organisations)
    if item.events:
        yield "Events: " + ", ".join(
            f"{event.label}{', expected' if event.ahead else ''} ({event.words})" for event in item.events
        )
    if page.repeats.all:
        yield "Also printed in: " + ", ".join(repeat.id for repeat in page.repeats.all)


def _region(tag: TagView) -> str:
    """How strong the region is, what part it has, and the words that say so."""
    part = f", {tag.role_text}" if tag.role_text else ""
    strength = f" {tag.strength:.2f}" if tag.strength < 1 else ""
    return tag.label + strength + part + (f" ({tag.evidence_text})" if tag.evidence else "")


def _by(tag: TagView) -> str:
    """The words that earned a name its tag, where they are not the name itself."""
    return f" ({tag.evidence_text})" if tag.evidence_text not in ("", tag.label) else ""


def _issue_lines(view: IssueView) -> Iterator[str]:
    yield click.style(view.head.label, bold=True)
    yield ", ".join(filter(None, [view.head.place, count_of(view.head.item_count, "item"), view.head.id]))
    for section in view.sections:
        if section.title:
            yield f"\n{section.title}"
        yield from (f"  {item.id}  {item.title}" for item in section.items)


def _snippet(view: SnippetView) -> str:
    return f"{'…' if view.cut_before else ''}{styled(view.pieces)}{'…' if view.cut_after else ''}"


def _indented(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=" " * 5, subsequent_indent=" " * 5)
