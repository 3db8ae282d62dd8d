"""What the shell asks of the command: its list of commands, and completions, quickly."""

import os
import subprocess
import sys

import pytest

from app.cli import main

_LISTING = """
import sys
from app.cli import main
main(["--help"], standalone_mode=False)
sys.exit("sqlalchemy" in sys.modules or "app.cli.search" in sys.modules)
"""


def test_every_command_that_is_listed_can_be_loaded_and_has_a_line() -> None:
    context = main.make_context("briefings", ["--help"], resilient_parsing=True)
    listed = main.get_help(context)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert f"  {name} " in listed


def test_listing_the_commands_loads_none_of_them() -> None:
    assert subprocess.run([sys.executable, "-c", _LISTING], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("briefings se", "plain,search plain,serve"),
        ("briefings --ho", "plain,--home"),
        ("briefings search --so", "plain,--sort"),
        ("briefings search --sort n", "plain,newest"),
        ("briefings ingest past", "file,past"),
        ("briefings --home da", "file,da"),
        ("briefings nosuch x", ""),
    ],
)
def test_bash_is_offered_what_may_come_next(line: str, offered: str) -> None:
    asked = {"_BRIEFINGS_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    ended = subprocess.run(
        [sys.executable, "-c", "from app.cli import main; main(prog_name='briefings')"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == offered.split()
    assert ended.stderr == ""
