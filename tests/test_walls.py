"""Every import contract holds, and each can fail: one import against it, and the linter names it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGES = ("archive", "index", "app", "templates")
BREACHES: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("walls.toml").read_text("utf-8"))


def _lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    script = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", script, "--no-cache", *options]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)}
    )


@pytest.fixture(scope="module")
def copy_of_the_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walls")
    shutil.copy(REPOSITORY / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(REPOSITORY / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_each_contract_has_a_breach_to_be_tested_with() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    assert [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]] == list(BREACHES)


def test_the_code_keeps_every_contract(copy_of_the_code: Path) -> None:
    result = _lint(copy_of_the_code)
    assert result.returncode == 0, result.stdout
    assert f"Contracts: {len(BREACHES)} kept, 0 broken." in result.stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_contract_fails_at_an_import_against_it(copy_of_the_code: Path, contract: str) -> None:
    breach = BREACHES[contract]
    path = copy_of_the_code.joinpath(*breach["module"].split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = file.read_text("utf-8")
    try:
        # within a function: a breach that hides there counts too
        file.write_text(f"{text}\n\ndef _breach() -> None:\n    {breach['line']}\n", "utf-8")
        result = _lint(copy_of_the_code, "--contract", contract)
    finally:
        file.write_text(text, "utf-8")
    assert result.returncode == 1
    assert "Contracts: 0 kept, 1 broken." in result.stdout
    assert breach["module"] in result.stdout
