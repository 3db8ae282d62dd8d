"""What all tests share: where the development data lies, where a machine has it."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real archives, beside the checkout or at BRIEFINGS_SHARED."""
    folder = Path(os.environ.get("BRIEFINGS_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the real archives in {folder}, which are not on this machine")
    return folder
