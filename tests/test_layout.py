"""The tests lie as the code does, and no folder of the code holds too much."""

from collections import Counter
from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGES = ("archive", "index", "app")
MAX_MODULES_PER_FOLDER = 20
# Tests of a flow through several modules, and of tables that several modules are held to.
FLOWS = (
    "app/cli/command",
    "app/cli/crashes",
    "app/cli/hostile_environment",
    "app/cli/limits",
    "app/cli/loading",
    "app/cli/made_headlines",
    "app/cli/names",
    "app/cli/outdated_index",
    "app/region_roles",
    "app/views/facet_links",
    "app/web/bad_input",
    "app/web/concurrency",
    "app/web/names",
    "app/web/pages/made_headlines",
    "app/web/pages/search",
    "app/web/safety",
    "app/web/two_archives",
    "app/web/upcoming",
    "app/web/without_index",
    "archive/readers/documents",
    "archive/readers/lazy_imports",
    "archive/readers/refusals",
    "archive/readers/robustness",
    "archive/readers/samples",
    "archive/repeats/duplicate_parts",
    "archive/sample/sample",
    "archive/shared_data",
    "archive/splitting/masthead/mastheads",
    "archive/splitting/openings",
    "archive/splitting/samples",
    "archive/splitting/shapes",
    "archive/splitting/split",
    "archive/store/concurrency",
    "archive/store/feed_window",
    "archive/store/issue_removal",
    "archive/tagging/names/name_accuracy",
    "archive/tagging/region_accuracy",
    "archive/tagging/topic_accuracy",
    "index/differential",
    "index/engines/opening",
    "index/engines/query_matches",
    "index/engines/whoosh/crashes",
    "index/evaluator/large_segments",
    "index/query/conformance",
    "index/query/matching",
)


def _modules(package: str) -> list[Path]:
    return [path.relative_to(REPOSITORY) for path in (REPOSITORY / package).rglob("*.py")]


def test_no_folder_holds_more_modules_than_one_takes_in_at_a_glance() -> None:
    counts = Counter(path.parent for package in PACKAGES for path in _modules(package))
    assert {str(folder): n for folder, n in counts.items() if n > MAX_MODULES_PER_FOLDER} == {}


def test_each_test_file_is_named_for_a_module_at_the_same_path_or_for_a_flow() -> None:
    """A module that is renamed takes its tests along; `FLOWS` lists what is named for no module."""
    astray = []
    for path in (path for package in PACKAGES for path in _modules(f"tests/{package}")):
        tested = path.relative_to("tests").with_name(path.name.removeprefix("test_"))
        module = REPOSITORY / tested
        if path.name.startswith("test_") and not module.exists() and not module.with_suffix("").is_dir():
            astray.append(tested.with_suffix("").as_posix())
    assert sorted(astray) == list(FLOWS)
