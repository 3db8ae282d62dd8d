"""Writes what the documentation repeats from the code; `--check` says what has fallen behind instead.

docs/command.md holds the help of every command, and docs/query.md the query language's table.
"""

import argparse
import sys
from pathlib import Path

import click

from app.cli import main as briefings
from index.query.reference import SYNTAX

_HERE = Path(__file__).parent


def command_page() -> str:
    """The help of `briefings` and of each of its commands, as Markdown."""
    parts = ["# The command\n", "Made from the command itself by `make docs`.\n"]
    settings = {**briefings.context_settings, "terminal_width": 100}
    context = click.Context(briefings, info_name="briefings", **settings)
    parts.append(_help("briefings", briefings, context))
    for name in briefings.list_commands(context):
        command = briefings.get_command(context, name)
        if command is not None:
            parts += _helps(f"briefings {name}", command, context)
    return "\n".join(parts)


def _helps(name: str, command: click.Command, parent: click.Context) -> list[str]:
    """The help of a command, and of those below it."""
    context = click.Context(command, info_name=name.split()[-1], parent=parent)
    helps = [_help(name, command, context)]
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            helps += _helps(f"{name} {below}", found, context) if found else []
    return helps


def query_page() -> str:
    """The query language as tables of examples, as Markdown."""
    parts = [
        "# The query language\n",
        "Made from `index/query/reference.py` by `make docs`; the site's help page prints it too.",
    ]
    for group in SYNTAX:
        parts.append(f"\n## {group.label}\n\n| query | finds |\n|---|---|")
        parts += [f"| `{_cell(example.query)}` | {_cell(example.meaning)} |" for example in group.examples]
    return "\n".join(parts) + "\n"


PAGES = {"command.md": command_page, "query.md": query_page}


def main() -> int:
    """Write the pages, or with --check compare them; the exit code is 1 where one has fallen behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    behind = [name for name, page in PAGES.items() if not _in_step(_HERE / name, page(), write=not check)]
    for name in behind if check else []:
        sys.stderr.write(f"docs/{name} has fallen behind the code: run `make docs`\n")
    return 1 if check and behind else 0


def _in_step(path: Path, text: str, *, write: bool) -> bool:
    same = path.exists() and path.read_text(encoding="utf-8") == text
    if write and not same:
        path.write_text(text, encoding="utf-8")
    return same


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _help(title: str, command: click.Command, context: click.Context) -> str:
    return f"## `{title}`\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.exit(main())
