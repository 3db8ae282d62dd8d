"""What a command loads: each starts in a fraction of a second because it loads what it needs and no more."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import main

_RUN = """
import sys
from app.cli import main
main(sys.argv[1:], standalone_mode=False)
print(*{name.partition(".")[0] for name in sys.modules}, *sys.modules, file=sys.stderr)
"""
_ITEM = {"headline": "Fees fall", "text": "Harbour fees fell in Lisbon.", "date": "2024-03-01"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An archive of one item."""
    home = str(tmp_path_factory.mktemp("archive"))
    taken = CliRunner().invoke(main, ["--home", home, "import", "-"], input=json.dumps(_ITEM))
    assert taken.exit_code == 0
    return home


def loaded_by(*args: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after it has run the command."""
    ended = subprocess.run([sys.executable, "-c", _RUN, *args], check=True, capture_output=True, text=True)
    assert ended.stdout
    return set(ended.stderr.split())


def test_help_loads_none_of_the_libraries_that_searching_needs() -> None:
    assert not loaded_by("--help") & {"flask", "sqlalchemy", "numpy", "whoosh", "app.settings", "app.views"}


@pytest.mark.parametrize("args", [("search", "fees"), ("search", "fees", "--json"), ("issues",), ("ahead",)])
def test_reading_commands_load_no_web_library_no_reader_and_no_splitter(
    home: str, args: tuple[str, ...]
) -> None:
    unneeded = {"flask", "werkzeug", "jinja2", "app.web", "gunicorn", "alembic", "lxml", "bs4"}
    unneeded |= {"archive.splitting", "archive.readers", "archive.profiles", "archive.tagging.tagger"}
    assert not loaded_by("--home", home, *args) & unneeded


def test_views_load_no_flask() -> None:
    folder = Path(str(files("app") / "views"))
    views = [f"app.views.{file.stem}" for file in folder.glob("[a-z]*.py")]
    assert len(views) > 10
    code = f"import sys, {', '.join(views)}; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
