"""Where the time of a page goes: the product's own functions, timed within one process."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import jinja2

from app.settings import Settings
from app.views.facets import FacetView
from app.web import create_app
from archive.store import Store
from benchmarks.clock import Clock, Timed
from benchmarks.measure import Spread, spread
from index.engines.whoosh.generations import GenerationalEngine
from index.highlight import snippets
from index.query import parser

_PARTS: tuple[Timed, ...] = (
    ("engine", GenerationalEngine, "search"),
    ("engine", GenerationalEngine, "spelling_suggestions"),
    ("store", Store, "items"),
    ("store", Store, "publications"),
    ("snippets", snippets, "snippet"),
    ("snippets", snippets, "highlights"),
    ("query language", parser, "parse"),
    ("view models", import_module("app.web.pages.public"), "search_view"),
    ("view models", import_module("app.web.api.resources"), "search_view"),
    *(("view models", FacetView, made) for made in ("first", "more", "wider")),
    ("template", jinja2.Template, "render"),
)
_REST = "rest (Flask, JSON)"


@dataclass(frozen=True, slots=True)
class Shares:
    """How long an answer takes within the server, how long it keeps a core busy, and with what (sums 1)."""

    total: Spread
    cpu: Spread
    parts: dict[str, float]


def shares(settings: Settings, log: Sequence[str], warming: int = 50) -> Shares:
    """Answer a log of addresses within this process, the first `warming` of them untimed."""
    app = create_app(settings)
    client, clock = app.test_client(), Clock(time.process_time)
    seconds: list[tuple[float, float]] = []
    with clock.watching(_PARTS):
        for number, address in enumerate((*log[:warming], *log)):
            if number == warming:
                clock.spent.clear()
                seconds.clear()
            started, busy = time.perf_counter(), time.process_time()
            with clock.part(_REST):
                response = client.get(address)
            seconds.append((time.perf_counter() - started, time.process_time() - busy))
            response.close()
    app.extensions["briefings"].close()
    wall, cpu = zip(*seconds, strict=True)
    return Shares(spread(wall), spread(cpu), clock.shares())
