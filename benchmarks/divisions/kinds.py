"""The kinds that weights are fitted on: issues of one publication, each with what its items should be.

Newsletters with gold, windows of the four archives whose items are known, and the samples of the tests.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from archive.derived_headline import continuation
from archive.document import Document
from archive.models import Item, Source
from archive.readers import read_documents
from archive.splitting import survey
from benchmarks.divisions.gold import RIGHT, WRONG, GoldIssue
from benchmarks.divisions.made_issues import made_issues
from benchmarks.splitting_sets import Bag, bag, read_set

ARCHIVES = ("current-events", "optech", "lwkd", "this-week-in-rust")
SAMPLES = Path(__file__).parents[2] / "tests" / "archive" / "splitting" / "samples"
JUDGED_WEIGHT = 1.5
"""The weight of the newsletters that are judged, beside 1 of further kinds."""

MADE_WEIGHT = 0.5
"""The weight of known items in real templates: six kinds that hold the same items."""

ARCHIVE_WEIGHTS = {"optech": 3.0, "this-week-in-rust": 3.0, "lwkd": 2.0}
"""The weights of windows of archives: these are long-standing figures that must not fall."""

SAMPLES_WEIGHT = 10.0
"""The weight of the tests' samples, which are some sixty publications and not one."""

_FAMILIES = ("perlweekly", "r_")  # kinds whose names begin alike are forms of the same issues
_MADE = "r_"  # known items in real templates
_WINDOW = 11  # issues
_PARAGRAPHS = 0.5  # what the right number of paragraphs adds, in a sample
_MADE_COUNT = 3  # what a made issue counts in samples
_MIN_OVERLAP = 0.8


class Gold(Protocol):
    """What an item found in an issue is worth."""

    def worth(self, item: Item) -> float:
        """More than 0 for one that is right, less for one that is none."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A document and its gold."""

    document: Document
    gold: Gold


@dataclass(frozen=True, slots=True)
class Kind:
    """The issues of a publication, which may know each other; each by itself if they are `unrelated`.

    `weight` is what the kind counts in the fit. Kinds of one `family` are left out together.
    """

    name: str
    issues: Sequence[Issue]
    family: str
    weight: float = 1.0
    unrelated: bool = False


def newsletters(folder: Path, real_weight: float = 1.0) -> Iterator[Kind]:
    """The kinds in a folder of newsletters with gold; `real_weight` that of those as they were sent."""
    for gold in sorted(folder.glob("*/gold.jsonl")):
        records = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
        name = gold.parent.name
        files = [gold.parent / "files" / record["file"] for record in records]
        issues = [
            Issue(document, GoldIssue(record))
            for path, record in zip(files, records, strict=True)
            for document in _documents(f"{name}/{path.name}", path)[:1]
        ]
        family = next((prefix for prefix in _FAMILIES if name.startswith(prefix)), name)
        yield Kind(name, issues, family, weight=MADE_WEIGHT if is_made(name) else real_weight)


def is_made(name: str) -> bool:
    """Whether a kind is known items in a real template, rather than a newsletter as it was sent."""
    return name.startswith(_MADE)


def archives(data: Path) -> Iterator[Kind]:
    """Windows of the archives whose items are known."""
    for name in ARCHIVES:
        if (data / name).is_dir():
            yield from _windows(name, data / name)


def _windows(name: str, folder: Path) -> Iterator[Kind]:
    found = read_set(folder)
    for start in _starts(name, len(found.files)):
        issues = []
        for path in found.files[start : start + _WINDOW]:
            document = _documents(path.name, path)[0]
            day = str(survey(document).issue_date.day)
            if want := found.expected.get(day) or found.expected.get(path.name[:10]):
                issues.append(Issue(document, _Bags(want, found.ambiguous.get(path.name[:10], ()))))
        yield Kind(f"{name} {start}", issues, name, weight=ARCHIVE_WEIGHTS.get(name, 1.0))


def _starts(name: str, issues: int) -> list[int]:
    """Where windows begin: all of one archive's issues are alike, and in the others style changes."""
    if name == "current-events":
        return [issues // 4, max(issues - _WINDOW, 0)]
    return [*(quarter * issues // 4 for quarter in range(4)), max(issues - _WINDOW, 0)]


@dataclass(frozen=True, slots=True)
class _Bags:
    """Gold that is the words of each item; what lies in `ambiguous` sections is worth nothing."""

    expected: Sequence[Bag]
    ambiguous: Sequence[Bag]

    def worth(self, item: Item) -> float:
        found = bag(f"{item.headline} {item.text[continuation(item.headline, item.text) :]}")
        if any(2 * (found & want).total() >= _MIN_OVERLAP * (found + want).total() for want in self.expected):
            return RIGHT
        lies_within = any(
            (found & section).total() >= _MIN_OVERLAP * found.total() for section in self.ambiguous
        )
        return 0.0 if lies_within else WRONG


def samples(folder: Path = SAMPLES) -> Kind:
    """The samples of the tests, each an issue of a publication of its own."""
    issues = []
    for path in sorted(folder.iterdir()):
        if path.suffix != ".json":
            document = _documents(path.name, path)[0]
            items = json.loads(path.with_suffix(".json").read_text("utf-8"))["items"]
            if not document.source_items:
                issues.append(
                    Issue(document, _Headlines({item["headline"]: item["paragraphs"] for item in items}))
                )
    issues += [
        Issue(document, _Headlines(dict.fromkeys(headlines, 1)))
        for document, headlines in made_issues()
        for _ in range(_MADE_COUNT)
    ]
    return Kind("samples", issues, "samples", SAMPLES_WEIGHT, unrelated=True)


@dataclass(frozen=True, slots=True)
class _Headlines:
    """Gold that is headlines and how many paragraphs stand below each."""

    paragraphs: dict[str, int]

    def worth(self, item: Item) -> float:
        if item.headline not in self.paragraphs:
            return WRONG
        return RIGHT + _PARAGRAPHS * (len(item.paragraphs) == self.paragraphs[item.headline])


def _documents(name: str, path: Path) -> list[Document]:
    return read_documents(Source(name, "", path.read_bytes()))
