"""The command `briefings`: its options, its subcommands by name, and how errors reach a terminal.

Exit codes: 0 done; 1 something could not be done (a file refused or held, an archive that cannot be read, an
index that does not agree); 2 the command line itself was wrong.
"""

import importlib
import os
import sys
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from archive.errors import BriefingsError

_COMMANDS = {
    "ahead": ("ahead", "List what items expect, by its days."),
    "check": ("maintenance", "Compare index and store; --repair mends."),
    "completion": ("shell_completion", "Print the completion script of a shell."),
    "demo": ("demo", "Make the sample archive, and serve it."),
    "edit": ("edit", "Correct an item for good, split it or join it."),
    "editors": ("edit", "Say who may sign in to the site and edit there."),
    "held": ("maintenance", "List the issues that wait for a person, and why."),
    "import": ("ingest", "Take in items that are separate already."),
    "ingest": ("ingest", "Take in past issues: files, folders, globs."),
    "issues": ("search", "List the issues, newest first."),
    "parse": ("ingest", "Show how files would be split, and why."),
    "profile": ("profile", "Describe publications, where guessing is not enough."),
    "reindex": ("maintenance", "Bring the index up to the store, or make it anew."),
    "remove": ("maintenance", "Withdraw an issue, with a notice at its address."),
    "retag": ("topics", "Tag all items anew, after a change of topics or names."),
    "review": ("review", "List what the parser was unsure of."),
    "search": ("search", "Search the items."),
    "serve": ("demo", "Serve the archive's pages and API."),
    "show": ("search", "Print an item or an issue."),
    "status": ("maintenance", "Say what the archive holds."),
    "tag": ("tag", "Tag items on standard input; nothing is stored."),
    "topics": ("topics", "List the topics, try others, learn them."),
}
"""Each command's module, and its line in the list: listing and completing them load none of the modules."""

_MAX_NAME_LENGTH = 200


class _CommandGroup(click.Group):
    """Loads a subcommand's module when it is invoked, and prints errors that a user can mend as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        commands = vars(importlib.import_module(f"app.cli.{_COMMANDS[cmd_name][0]}"))
        command = commands.get(f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        named = [
            CompletionItem(name, help=line)
            for name, (_, line) in _COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BriefingsError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # the reader left early (`| head`); click ends quietly
        except OSError as error:
            _discard_output()
            raise click.ClickException(_os_error_text(error)) from error


def _discard_output() -> None:
    """Discard unwritten output, or Python writes it again at exit and reports the error twice."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _os_error_text(error: OSError) -> str:
    """The system's error in one line, for instance a full disk behind standard output."""
    about = f"{str(error.filename)[:_MAX_NAME_LENGTH]}: " if error.filename else ""
    return about + (error.strerror or type(error).__name__)


@click.group(
    cls=_CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--home",
    metavar="DIR",
    type=click.Path(),
    help="The folder that holds the archive. [env: BRIEFINGS_HOME; default: ./briefings-data]",
)
@click.version_option(package_name="briefing-archive")
@click.pass_context
def main(ctx: click.Context, home: str | None) -> None:
    """Keep past briefings, find any item of them again, and serve them as a site.

    \b
    briefings ingest ISSUES/          files of past issues go in
    briefings search "rare earths"    what was said about it
    briefings serve                   the same in a browser

    Exit codes: 0 done; 1 something could not be done, and a line says what; 2 wrong usage.
    """
    # These load much that help and completion do without.
    from app.settings import load
    from archive.vocabularies.names import load_names

    ctx.obj = load(home)
    if ctx.obj.names:
        load_names(ctx.obj.names)  # no command does anything with a wrong file of names
