"""How well issues are split into items, and whether every word of them landed somewhere.

    python benchmarks/splitting.py [SET_DIR...] [--worst N] [--learn N]

A set is a folder of issues with `items.jsonl`, or of Markdown issues whose items follow from its headings or
bullets (see `benchmarks/splitting_sets.py`). An item is right when its bag of words overlaps that of an
expected one by an F1 of 0.8; best pairs first, each once. First all issues are surveyed and then split, as in
one ingest. Beside that stands the F1 of splitting each as if it were the first of its publication, and with
the profile that `briefings profile learn` proposes from `--learn` issues. Without a set, those of
`$BRIEFINGS_SHARED/data` (default: `../shared/data`).
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))

from archive.derived_headline import continuation
from archive.document import Document
from archive.ingest.publication_memory import PublicationMemory
from archive.learning.profile_proposals import propose_profile
from archive.models import Draft, Item, Source
from archive.profiles.profile import Profile
from archive.readers import read_documents
from archive.splitting import split_document, survey
from benchmarks.splitting_sets import Bag, IssueSet, bag, read_set

_MIN_OVERLAP_F1 = 0.8
_ROOT = Path(__file__).parent.parent
Issues = Sequence[tuple[Path, Document]]
_SETS = ("current-events", "optech", "lwkd", "this-week-in-rust")


@dataclass(frozen=True, slots=True)
class Score:
    """How one issue was split: items right, found and expected."""

    name: str
    right: int
    found: int
    expected: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / ((self.found + self.expected) or 1)


def main() -> None:
    """Measure every set."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET_DIR")
    parser.add_argument("--learn", type=int, default=12, help="issues to learn a profile from; default: 12")
    parser.add_argument("--worst", type=int, default=3, help="issues to name; default: 3")
    options = parser.parse_args()
    for folder in options.sets or _shared():
        _measure(folder, options.worst, options.learn)


def _shared() -> list[Path]:
    data = Path(os.environ.get("BRIEFINGS_SHARED") or _ROOT.parent / "shared") / "data"
    found = [data / name for name in _SETS if (data / name).is_dir()]
    if not found:
        sys.exit(f"no issues in {data}: name a folder of them, or set BRIEFINGS_SHARED")
    return found


def _measure(folder: Path, worst: int, learn: int) -> None:
    issues = read_set(folder)
    documents = [(path, document) for path in issues.files for document in _read(path)]
    start = time.process_time()
    drafts = _drafts(documents)
    seconds = time.process_time() - start
    print(f"{folder.name}: {len(drafts)} issues", flush=True)
    _print_score(list(_scores(drafts, issues)), worst)
    _print_variants(documents, issues, learn)
    _print_topics(drafts, issues)
    _print_words([draft for _, draft in drafts])
    items = sum(len(draft.items) for _, draft in drafts)
    print(f"  splitting alone: {items / seconds:,.0f} items/s ({items:,} items)")


def _print_variants(documents: Issues, issues: IssueSet, learn: int) -> None:
    unrelated = [(path, split_document(document)) for path, document in documents]
    some = [document for _, document in documents[:: max(1, len(documents) // learn)]]
    profile = propose_profile(some).profile
    followed = _drafts(documents, profile)
    alone, profiled = (_f1(list(_scores(drafts, issues))) for drafts in (unrelated, followed))
    print(f"  F1 of each issue by itself {alone:.3f}; with a profile learnt from {len(some)} {profiled:.3f}")


def _drafts(documents: Issues, profile: Profile | None = None) -> list[tuple[Path, Draft]]:
    surveyed = [(path, survey(document, profile)) for path, document in documents]
    memory = PublicationMemory()
    for _, found in surveyed:
        memory.learn(found)
    return [(path, split_document(found, memory)) for path, found in surveyed]


def _read(path: Path) -> list[Document]:
    return read_documents(Source(path.name, "", path.read_bytes()))


def _scores(drafts: Sequence[tuple[Path, Draft]], issues: IssueSet) -> Iterator[Score]:
    for path, draft in drafts:
        want = issues.expected.get(draft.date.isoformat() if draft.date else "")
        want = issues.expected.get(path.name[:10]) if want is None else want
        if want:
            ambiguous = issues.ambiguous.get(path.name[:10], [])
            have = [words for item in draft.items if not _is_within(words := _bag(item), ambiguous)]
            yield Score(path.name, _right(have, want), len(have), len(want))


def _bag(item: Item) -> Bag:
    return bag(f"{item.headline} {item.text[continuation(item.headline, item.text) :]}")


def _is_within(words: Bag, ambiguous: Sequence[Bag]) -> bool:
    """Whether nearly all words of an item are in one of the sections that count neither way."""
    return any((words & section).total() >= _MIN_OVERLAP_F1 * words.total() for section in ambiguous)


def _right(have: Sequence[Bag], want: Sequence[Bag]) -> int:
    pairs = [(_overlap(h, w), i, j) for i, h in enumerate(have) for j, w in enumerate(want)]
    used_have, used_want = set[int](), set[int]()
    for score, i, j in sorted(pairs, reverse=True):
        if score < _MIN_OVERLAP_F1:
            break
        if i not in used_have and j not in used_want:
            used_have.add(i)
            used_want.add(j)
    return len(used_have)


def _overlap(one: Bag, two: Bag) -> float:
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _print_score(scores: Sequence[Score], worst: int) -> None:
    right, found, expected = (
        sum(getattr(score, name) for score in scores) for name in ("right", "found", "expected")
    )
    precision, recall = right / (found or 1), right / (expected or 1)
    print(f"  items: precision {precision:.3f}  recall {recall:.3f}  F1 {_f1(scores):.3f}")
    for score in sorted(scores, key=lambda score: score.f1)[:worst]:
        if score.f1 < 1:
            print(f"    {score.name}: {score.right} right of {score.found}, {score.expected} expected")


def _f1(scores: Sequence[Score]) -> float:
    total = sum(score.found + score.expected for score in scores)
    return 2 * sum(score.right for score in scores) / (total or 1)


def _print_topics(drafts: Sequence[tuple[Path, Draft]], issues: IssueSet) -> None:
    wanted = kept = 0
    for _, draft in drafts:
        topics = issues.topics.get(draft.date.isoformat() if draft.date else "", frozenset())
        names = {name.casefold() for item in draft.items for name in item.section.split(" / ")}
        wanted += len(topics)
        kept += sum(topic.casefold() in names for topic in topics)
    if wanted:
        print(f"  topic headings kept as sections: {kept / wanted:.3f} of {wanted}")


def _print_words(drafts: Sequence[Draft]) -> None:
    accountings = [draft.accounting for draft in drafts if draft.accounting]
    total = sum(count.items + count.matter + count.nowhere for count in accountings) or 1
    items, matter = sum(count.items for count in accountings), sum(count.matter for count in accountings)
    nowhere = sum(count.nowhere for count in accountings)
    print(f"  words: {items / total:.1%} in items, {matter / total:.1%} in matter, {nowhere} nowhere")
    doubts = Counter(doubt.reason for draft in drafts for doubt in draft.doubts)
    doubted = sum(bool(draft.doubts) for draft in drafts)
    print(f"  doubts: {doubts.total()} in {doubted} issues", *doubts.most_common(4), sep="\n    ")


if __name__ == "__main__":
    main()
