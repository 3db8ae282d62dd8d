"""What commands share: opening the archive, progress on stderr, JSON on stdout, counting in words."""

import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

import click

from app.settings import Settings
from app.views.marked_text import Piece
from archive.errors import BriefingsError, IndexUnavailableError
from archive.store import Store, open_store
from index.engines import open_engine
from index.sync import Progress, catch_up

if TYPE_CHECKING:
    from archive.profiles.recognition import ProfileSet

T = TypeVar("T")


@contextmanager
def store_of(settings: Settings, *, create: bool = False) -> Iterator[Store]:
    """The archive's store, closed afterwards; BriefingsError where there is none and `create` is False."""
    missing = settings.database_file is not None and not settings.database_file.exists()
    if missing and not create:
        raise BriefingsError(
            f"no archive in {settings.home}: make one with `briefings ingest PATH...` or `briefings demo`, "
            "or name another with --home"
        )
    if create:
        _make_home(settings)
    store = open_store(settings.database, settings.tagger.tag)
    try:
        yield store
    finally:
        store.close()


def profiles_of(settings: Settings) -> "ProfileSet":
    """The profiles in the archive's folder; ProfileError, with file, key and line, where one is wrong."""
    # Imported here because most commands need no profile.
    from archive.profiles.recognition import ProfileSet
    from archive.profiles.toml_file import load_profiles

    return ProfileSet(load_profiles(settings.profiles, settings.vocabularies))


def update_index(store: Store, settings: Settings) -> str:
    """Bring the index up to the store; returns what prevents it, or "". Storing never depends on it."""
    try:
        with (
            closing(open_engine(settings.index)) as engine,
            progress_callback("Indexing", store.revision - engine.revision) as progress,
        ):
            catch_up(store, engine, progress, settings.vocabularies)
    except IndexUnavailableError as error:
        return str(error)
    return ""


@contextmanager
def progress_bar(things: Iterable[T], label: str, length: int | None = None) -> Iterator[Iterable[T]]:
    """`things`, with a progress bar on stderr while they are iterated, if stderr is a terminal."""
    if not sys.stderr.isatty():
        yield things
        return
    with click.progressbar(things, label=label, length=length, file=sys.stderr, show_pos=True) as bar:
        yield bar


@contextmanager
def progress_callback(label: str, length: int) -> Iterator[Progress | None]:
    """A callback that moves a bar on stderr to the number done; None where stderr is no terminal."""
    if not sys.stderr.isatty() or length <= 0:
        yield None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True) as bar:
        yield lambda done: bar.update(done - bar.pos)


def print_json(value: object, *, indent: int | None = 2) -> None:
    """`value` as JSON on stdout: records as objects, dates in ISO 8601."""
    click.echo(json.dumps(value, default=_json_default, ensure_ascii=False, indent=indent))


def decoded(ctx: click.Context, param: click.Parameter, value: str) -> str:  # noqa: ARG001 - click's signature
    """An argument with its bytes that are not UTF-8 replaced, since the store cannot look for them."""
    return os.fsencode(value).decode("utf-8", "replace")


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 item`, `5,214 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _json_default(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else str(value)


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BriefingsError(
            f"{settings.home}: the archive's folder cannot be made: {error.strerror}"
        ) from error


def styled(pieces: Iterable[Piece]) -> str:
    """Text with its matches bold."""
    return "".join(click.style(p.text, bold=True) if p.match else p.text for p in pieces)
