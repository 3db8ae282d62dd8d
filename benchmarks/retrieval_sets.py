"""Retrieval sets in BEIR's format, and the quality of a run on one.

A set is a folder with `corpus.jsonl` (`_id`, `title`, `text`, perhaps `metadata.date`), `queries.jsonl`
(`_id`, `text`, perhaps `metadata.date`) and `qrels/test.tsv` (query, document, grade; headings first).
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

Run = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """A document or a query; `day` is `date.min` where the set gives none."""

    id: str
    title: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents, queries, and for each judged query the grades of its relevant documents."""

    documents: tuple[Record, ...]
    queries: tuple[Record, ...]
    grades: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the judged queries; a query without results counts as 0."""

    queries: int
    ndcg: float
    recall: float
    mrr: float

    def __str__(self) -> str:
        means = f"nDCG@10 {self.ndcg:.3f}  recall@100 {self.recall:.3f}  MRR {self.mrr:.3f}"
        return f"{self.queries} queries: {means}"


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """Read a set; grades of 0 and grades of unknown queries are left out."""
    queries = tuple(_records(folder / "queries.jsonl"))
    known = {query.id for query in queries}
    grades: dict[str, dict[str, float]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        if float(grade) > 0 and query in known:
            grades.setdefault(query, {})[document] = float(grade)
    return RetrievalSet(tuple(_records(folder / "corpus.jsonl")), queries, grades)


def figures(run: Run, grades: Mapping[str, Mapping[str, float]]) -> Figures:
    """nDCG@10 (gains as graded, discount log2(rank + 1)), recall@100 and the mean reciprocal rank."""
    judged = [(run.get(query, ()), wanted) for query, wanted in grades.items()]
    count = max(len(judged), 1)
    return Figures(
        queries=len(judged),
        ndcg=sum(_ndcg(found, wanted) for found, wanted in judged) / count,
        recall=sum(len(set(found[:100]) & wanted.keys()) / len(wanted) for found, wanted in judged) / count,
        mrr=sum(_reciprocal_rank(found, wanted) for found, wanted in judged) / count,
    )


def _records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            day = (record.get("metadata") or {}).get("date")
            yield Record(
                record["_id"],
                record.get("title") or "",
                record["text"],
                date.fromisoformat(day) if day else date.min,
            )


def _ndcg(found: Sequence[str], wanted: Mapping[str, float]) -> float:
    ideal = _gain(sorted(wanted.values(), reverse=True)[:10])
    return _gain([wanted.get(document, 0.0) for document in found[:10]]) / ideal


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _reciprocal_rank(found: Sequence[str], wanted: Mapping[str, float]) -> float:
    return next((1 / rank for rank, document in enumerate(found, 1) if document in wanted), 0.0)
