"""What all tests share: where the development data lies, where a machine has it; none is timed."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The first example may load a library, and times do not hold on shared machines.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

_NOBODY = 65534
REPOSITORY = Path(__file__).parent.parent


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of a user without privileges, as which the test runs, even where root runs the tests."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, _NOBODY, -1)
        os.seteuid(_NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real archives, beside the checkout or at BRIEFINGS_SHARED."""
    folder = Path(os.environ.get("BRIEFINGS_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the real archives in {folder}, which are not on this machine")
    return folder
