"""The topics and how they nest: two levels, read from one TOML file that an editor can change.

The file that ships is `archive/data/topics.toml`; the setting `BRIEFINGS_TOPICS` names another.
Each topic has an IPTC Media Topics code (https://cv.iptc.org/newscodes/mediatopic/), so that tags can travel.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from archive.errors import BriefingsError
from archive.vocabularies.folding import fold_topic


class TaxonomyError(BriefingsError):
    """The topics file cannot be used; the text names the file and the key."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `terms` are words and phrases with the weight that one occurrence of each carries.

    `aliases` are further names by which the topic is looked up: section headings, other archives' categories.
    """

    id: str
    label: str
    parent: str | None
    medtop: str
    aliases: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """All topics in the file's order, and the phrases that no topic may count words of."""

    topics: tuple[Topic, ...]
    ignore: tuple[str, ...]
    by_id: Mapping[str, Topic]
    by_name: Mapping[str, str]

    def label(self, topic: str) -> str:
        """The topic's label; an unknown id is its own label."""
        known = self.by_id.get(topic)
        return known.label if known else topic

    def parent(self, topic: str) -> str | None:
        """The id of the topic above, or None at the top and for an unknown id."""
        known = self.by_id.get(topic)
        return known.parent if known else None

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """The ids above this one, outermost first."""
        above = self.parent(topic)
        return (*self.ancestors(above), above) if above else ()

    def resolve(self, name: str) -> str | None:
        """The id that an id, label, alias or Media Topics code stands for."""
        return self.by_name.get(fold_topic(name))


@cache
def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Read and check a topics file; raises TaxonomyError naming the file and the key that is wrong."""
    name = str(path) if path else "topics.toml"
    try:
        rows = tomllib.loads(_text(path))
    except OSError as error:
        raise TaxonomyError(f"{name}: cannot be read ({error.strerror}); check BRIEFINGS_TOPICS") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TaxonomyError(f"{name}: is not valid TOML: {error}") from error
    return _check(name, rows)


def _text(path: Path | None) -> str:
    source = path or resources.files("archive").joinpath("data", "topics.toml")
    return source.read_text("utf-8")


def _check(name: str, rows: Mapping[str, Any]) -> Taxonomy:
    def wrong(key: str, what: str) -> TaxonomyError:
        return TaxonomyError(f"{name}: {key}: {what}")

    for key in rows.keys() - {"topic", "ignore"}:
        raise wrong(key, "unknown key; the file holds [[topic]] tables and ignore")
    entries = rows.get("topic", [])
    if not isinstance(entries, list) or not entries:
        raise wrong("topic", "no [[topic]] table")
    topics = tuple(_topic(entry, number, wrong) for number, entry in enumerate(entries, 1))
    by_id = _unique(topics, wrong)
    _check_parents(by_id, wrong)
    ignore = _strings(rows.get("ignore", []), "ignore", wrong)
    return Taxonomy(topics, ignore, by_id, _by_name(topics, wrong))


def _topic(entry: Any, number: int, wrong: Callable[[str, str], TaxonomyError]) -> Topic:
    if not isinstance(entry, dict):
        raise wrong("topic", "must be written as [[topic]] tables")
    where = f"topic {entry.get('id', number)!r}"
    for key in entry.keys() - {"id", "label", "parent", "medtop", "aliases", "terms"}:
        raise wrong(f"{where}: {key}", "unknown key")
    for key in ("id", "label", "medtop", "parent"):
        if not isinstance(entry.get(key, "" if key == "parent" else None), str):
            raise wrong(f"{where}: {key}", "must be given as a string")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry["id"]):
        raise wrong(f"{where}: id", "must be a slug of a-z, 0-9 and single hyphens")
    if not re.fullmatch(r"medtop:\d{8}", entry["medtop"]):
        raise wrong(f"{where}: medtop", f"{entry['medtop']!r} is not of the form medtop:20000373")
    aliases = _strings(entry.get("aliases", []), f"{where}: aliases", wrong)
    terms = _terms(entry.get("terms", {}), f"{where}: terms", wrong)
    return Topic(entry["id"], entry["label"], entry.get("parent"), entry["medtop"], aliases, terms)


def _terms(
    table: Any, where: str, wrong: Callable[[str, str], TaxonomyError]
) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, dict):
        raise wrong(where, "must be a table from weight to a list of terms")
    found: dict[str, float] = {}
    for weight, words in table.items():
        if not re.fullmatch(r"\d+(?:\.\d+)?", weight) or float(weight) <= 0:
            raise wrong(f"{where}.{weight}", "a weight must be a number above 0")
        for word in _strings(words, f"{where}.{weight}", wrong):
            if word in found:
                raise wrong(f"{where}.{weight}", f"{word!r} stands in the topic twice")
            found[word] = float(weight)
    return tuple(found.items())


def _strings(value: Any, where: str, wrong: Callable[[str, str], TaxonomyError]) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise wrong(where, "must be a list of strings, none of them empty")
    return tuple(value)


def _unique(topics: tuple[Topic, ...], wrong: Callable[[str, str], TaxonomyError]) -> dict[str, Topic]:
    by_id: dict[str, Topic] = {}
    codes: dict[str, str] = {}
    for topic in topics:
        if topic.id in by_id:
            raise wrong(f"topic {topic.id!r}: id", "stands in the file twice")
        if topic.medtop in codes:
            raise wrong(f"topic {topic.id!r}: medtop", f"{topic.medtop} is already {codes[topic.medtop]!r}'s")
        by_id[topic.id], codes[topic.medtop] = topic, topic.id
    return by_id


def _check_parents(by_id: Mapping[str, Topic], wrong: Callable[[str, str], TaxonomyError]) -> None:
    for topic in by_id.values():
        if topic.parent is None:
            continue
        above = by_id.get(topic.parent)
        if above is None:
            raise wrong(f"topic {topic.id!r}: parent", f"there is no topic {topic.parent!r}")
        if above.parent is not None or above is topic:
            raise wrong(f"topic {topic.id!r}: parent", f"{topic.parent!r} is not a topic of the top level")


def _by_name(topics: tuple[Topic, ...], wrong: Callable[[str, str], TaxonomyError]) -> dict[str, str]:
    found: dict[str, str] = {}
    for topic in topics:
        for name in (topic.id, topic.label, topic.medtop, *topic.aliases):
            if found.setdefault(fold_topic(name), topic.id) != topic.id:
                raise wrong(f"topic {topic.id!r}", f"{name!r} already names {found[fold_topic(name)]!r}")
    return found
