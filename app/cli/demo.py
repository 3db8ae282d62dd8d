"""`briefings serve` and `briefings demo`: the site, over an archive of one's own or over the sample."""

import click

from app.cli.common import count_of, store_of, update_index
from app.cli.ingest import put_all
from app.server import address, bind, serve
from app.settings import Settings
from archive.ingest.pipeline import IngestOptions
from archive.sample import sources

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
_PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one."
)


@click.command()
@_HOST
@_PORT
@click.option("--workers", type=click.IntRange(1, 64), help="Server processes; default: one for each core.")
@click.pass_obj
def serve_command(settings: Settings, host: str, port: int, workers: int | None) -> None:
    """Serve the archive's pages and API until stopped.

    The address is printed once the site answers. Changes that a later `briefings ingest` makes appear by
    themselves.
    """
    listener = bind(host, port)
    with store_of(settings) as store:
        index_problem = update_index(store, settings)
    if index_problem:
        click.echo(f"Search will not work yet: {index_problem}", err=True)
    click.echo(f"Serving {settings.home} on {address(listener)} (Ctrl-C stops)")
    serve(settings, listener, workers)


@click.command()
@_HOST
@_PORT
@click.option("--no-serve", is_flag=True, help="Only make the archive.")
@click.pass_context
def demo_command(ctx: click.Context, host: str, port: int, no_serve: bool) -> None:
    """Make an archive of the sample issues that come with the program, and serve it."""
    settings: Settings = ctx.obj
    with store_of(settings, create=True) as store:
        outcomes = list(put_all(store, sources(), IngestOptions(tagger=settings.tagger)))
        index_problem = update_index(store, settings)
    if index_problem:
        raise click.ClickException(index_problem)
    items = sum(outcome.items for outcome in outcomes)
    click.echo(
        f"The sample archive is in {settings.home}: "
        f"{count_of(len(outcomes), 'issue')}, {count_of(items, 'item')}."
    )
    if not no_serve:
        ctx.invoke(serve_command, host=host, port=port, workers=None)
