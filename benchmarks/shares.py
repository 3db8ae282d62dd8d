"""Where the time of a page goes: the product's own functions, timed within one process."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from typing import Any
from unittest.mock import patch

import jinja2

from app.settings import Settings
from app.web import create_app
from archive.store import Store
from benchmarks.measure import Spread, spread
from index import query, snippets
from index.generations import Generations

_PARTS: tuple[tuple[str, Any, str], ...] = (
    ("engine", Generations, "search"),
    ("engine", Generations, "corrections"),
    ("store", Store, "items"),
    ("store", Store, "publications"),
    ("snippets", snippets, "snippet"),
    ("snippets", snippets, "highlights"),
    ("query language", query, "parse"),
    ("view models", import_module("app.web.pages"), "search_view"),
    ("view models", import_module("app.web.api"), "search_view"),
    ("template", jinja2.Template, "render"),
)
_REST = "rest (Flask, JSON)"


@dataclass(frozen=True, slots=True)
class Shares:
    """How long an answer takes inside the server, and which part of that goes where (sums to 1)."""

    total: Spread
    parts: dict[str, float]


def shares(settings: Settings, log: Sequence[str], warming: int = 50) -> Shares:
    """Answer a log of addresses within this process, the first `warming` of them untimed."""
    app = create_app(settings)
    client, clock = app.test_client(), _Clock()
    seconds: list[float] = []
    with ExitStack() as stack:
        for part, owner, name in _PARTS:
            stack.enter_context(patch.object(owner, name, clock.timed(part, getattr(owner, name))))
        for number, address in enumerate((*log[:warming], *log)):
            if number == warming:
                clock.spent.clear()
                seconds.clear()
            started = time.perf_counter()
            with clock.part(_REST):
                response = client.get(address)
            seconds.append(time.perf_counter() - started)
            response.close()
    app.extensions["briefings"].close()
    whole = sum(clock.spent.values())
    ordered = sorted(clock.spent.items(), key=lambda pair: -pair[1])
    return Shares(spread(seconds), {part: spent / whole for part, spent in ordered})


class _Clock:
    """Adds up the time of each part, without what the parts inside it took."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = time.perf_counter() - started
            self.spent[name] += took - self._inner.pop()
            self._inner[-1] += took

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.part(part):
                return function(*arguments, **named)

        return timed
