"""`briefings profile`: publications described in files, for where guessing is not enough."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from app.cli.common import count_of, print_json, profiles_of
from app.settings import Settings
from archive.document import Document
from archive.errors import BriefingsError, NotFoundError
from archive.ingest.pipeline import Outcome, load_sources
from archive.ingest.worker_pool import ReaderPool
from archive.learning.profile_proposals import ProfileEffect, profile_effects, propose_profile
from archive.learning.section_corrections import Corrections
from archive.profiles.profile import Profile
from archive.profiles.recognition import ProfileSet
from archive.profiles.toml_file import load_profile

_MAX_HEADLINES_SHOWN = 8
_WIDTH = 100
_FILES = click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="FILE...")


@click.group()
def profile_command() -> None:
    """Describe publications, where guessing is not enough.

    A profile is a TOML file in the folder profiles/ of the archive: how an issue is recognised, its title
    and short name, CSS selectors or patterns for its headlines, what is boilerplate, where takeaways stand.
    Ingest and parse follow it. None is needed; docs/profiles.md says what one may hold.
    """


@profile_command.command("list")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_command(settings: Settings, as_json_: bool) -> None:
    """List the profiles of the archive."""
    profiles = profiles_of(settings).profiles
    if as_json_:
        print_json([{"name": one.name, "title": one.title, "id": one.id} for one in profiles])
        return
    for one in profiles:
        click.echo(f"{one.name:<16}  {one.title or '(no title)'}{f', {one.id}' if one.id else ''}")
    click.echo(count_of(len(profiles), "profile") + f" in {settings.profiles}", err=True)


@profile_command.command("show")
@click.argument("name", metavar="NAME")
@click.pass_obj
def show_command(settings: Settings, name: str) -> None:
    """Print a profile as it is written."""
    click.echo(_file(settings, name).read_text(encoding="utf-8"), nl=False)


@profile_command.command("check")
@click.argument("name", metavar="[NAME]", default="")
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True), metavar="[FILE...]")
@click.pass_obj
def check_command(settings: Settings, name: str, paths: Sequence[str]) -> None:
    """Say whether a profile can be used, and what it changes in the issues given.

    NAME is that of a profile of the archive, or a TOML file; without it all of the archive's are checked.
    """
    if not name:
        click.echo(f"{count_of(len(profiles_of(settings).profiles), 'profile')} can be used.")
        return
    found = load_profile(_file(settings, name), settings.vocabularies)
    click.echo(f"{found.name} can be used.")
    if not paths:
        return
    documents = list(_documents(settings, paths))
    known = [document for document in documents if any(ProfileSet((found,)).fitting(document))]
    click.echo(f"It knows {len(known)} of {count_of(len(documents), 'issue')}.")
    _print_effects(profile_effects(known, found))


@profile_command.command("learn")
@_FILES
@click.option("--headline", "headlines", multiple=True, metavar="TEXT", help="This text is a headline.")
@click.option("--no-headline", "others", multiple=True, metavar="TEXT", help="This text is no headline.")
@click.option("--name", default="", help="The short name, for item ids and the profile's file.")
@click.option("--save", is_flag=True, help="Keep it among the archive's profiles.")
@click.pass_obj
def learn_command(
    settings: Settings,
    paths: Sequence[str],
    headlines: tuple[str, ...],
    others: tuple[str, ...],
    name: str,
    save: bool,
) -> None:
    """Propose a profile from a few issues of one publication, and show what it would change.

    The profile is printed, and what it changes goes to standard error: items of each issue before and after,
    and the headlines that go and come. Look at it, mend it, and keep it in profiles/.

    Where issues are split wrongly, --headline and --no-headline correct it by the beginning of a line, each
    as often as needed; rules for the sections that hold it, and for those like them, go into the profile.
    """
    documents = [document for document in _documents(settings, paths) if not document.source_items]
    if not documents:
        raise click.ClickException("there is no issue to learn from; name files that hold some")
    proposal = propose_profile(documents, name, Corrections(headlines, others))
    click.echo(proposal.text, nl=False)
    _print_effects(proposal.effects, err=True)
    if save:
        click.echo(f"Kept as {_save(settings, proposal.profile, proposal.text)}.", err=True)


def _save(settings: Settings, profile: Profile, text: str) -> Path:
    """Write a profile that is not there yet; BriefingsError where one of its name is."""
    file = settings.profiles / f"{profile.name}.toml"
    try:
        settings.profiles.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise BriefingsError(f"{file}: is there already; choose another --name, or edit it") from error
    return file


def _file(settings: Settings, name: str) -> Path:
    """The file of a profile: one of the archive's by its name, or a path."""
    for file in (settings.profiles / f"{name}.toml", Path(name)):
        if file.is_file():
            return file
    raise NotFoundError(
        f"there is no profile {name} in {settings.profiles}; `briefings profile list` names them"
    )


def _documents(settings: Settings, paths: Sequence[str]) -> Iterator[Document]:
    """The issues in files; those that cannot be read are named on standard error."""
    sources = load_sources(paths, limit=settings.limits.file_bytes)
    with ReaderPool(settings.limits) as readers:
        for reading in readers.read_ahead(sources):
            if isinstance(reading, Outcome):
                click.echo(f"{reading.source_name}: {reading.reason}", err=True)
            elif reading.refusal:
                click.echo(str(reading.refusal), err=True)
            else:
                yield from reading.documents


def _print_effects(effects: Iterable[ProfileEffect], *, err: bool = False) -> None:
    for effect in effects:
        click.echo(f"{effect.name}: {effect.before} items before, {effect.after} after", err=err)
        for sign, headlines in (("-", effect.gone), ("+", effect.new)):
            for headline in headlines[:_MAX_HEADLINES_SHOWN]:
                click.echo(f"  {sign} {textwrap.shorten(headline, _WIDTH - 4, placeholder='…')}", err=err)
            if len(headlines) > _MAX_HEADLINES_SHOWN:
                click.echo(f"  {sign} and {len(headlines) - _MAX_HEADLINES_SHOWN} more", err=err)
