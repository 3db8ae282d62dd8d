"""The command `briefings`: its options, its subcommands by name, and how errors reach a terminal.

Exit codes: 0 done; 1 something could not be done (a file refused or held, an archive that cannot be read, an
index that does not agree); 2 the command line itself was wrong.
"""

import importlib

import click

from app.settings import load
from archive.errors import BriefingsError

_COMMANDS = {
    "check": "upkeep",
    "completion": "shell",
    "demo": "demonstration",
    "held": "upkeep",
    "import": "taking_in",
    "ingest": "taking_in",
    "issues": "finding",
    "parse": "taking_in",
    "reindex": "upkeep",
    "remove": "upkeep",
    "search": "finding",
    "serve": "demonstration",
    "show": "finding",
    "status": "upkeep",
}

_LONGEST_NAME = 200


class _Briefings(click.Group):
    """Loads a subcommand's module when it is asked for, and prints what a user can mend as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        commands = vars(importlib.import_module(f"app.cli.{module}"))
        command = commands.get(f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BriefingsError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # the reader left early (`| head`); click ends quietly
        except OSError as error:
            raise click.ClickException(_told(error)) from error


def _told(error: OSError) -> str:
    """What the system refused, in one line: a full disk behind standard output, a name too long."""
    about = f"{str(error.filename)[:_LONGEST_NAME]}: " if error.filename else ""
    return about + (error.strerror or type(error).__name__)


@click.group(
    cls=_Briefings, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--home",
    metavar="DIR",
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
    ctx.obj = load(home)
