"""What all tests share: the folder of real archives where there is one, and how property tests run."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Property tests have no deadline: a first example may load a library, and no time holds on a shared machine.
# Where CI is set, hypothesis's own profile "ci" lies below this one and every run tries the same examples, so
# that only the change under test can fail it. Elsewhere a run tries new ones and remembers those that failed.
settings.register_profile(
    "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")

_NOBODY = 65534
_START_PROCESSES = (
    "app/cli",
    "archive/ingest/test_worker_pool.py",
    "archive/readers/test_lazy_imports.py",
    "archive/store/test_concurrency.py",
    "benchmarks",
    "test_walls.py",
)
_TESTS = Path(__file__).parent
REPOSITORY = _TESTS.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out: tests that start processes or read the real archives."""
    for item in items:
        if any(item.path.is_relative_to(_TESTS / path) for path in _START_PROCESSES):
            item.add_marker("processes")
        if "shared" in getattr(item, "fixturenames", ()):
            item.add_marker("shared_data")


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
