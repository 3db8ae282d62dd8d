"""Profile of a page: how the time of an answer is spread over the product's functions, in one process."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import jinja2

from app.settings import Settings
from app.views.facets import FacetView
from app.web import create_app
from archive.store import Store
from benchmarks.measurements import Percentiles, percentiles
from benchmarks.profiler import Profiler, TimedFunction
from index.engines.whoosh.generations import GenerationalEngine
from index.highlight import snippets
from index.query import parser

_TIMED_FUNCTIONS: tuple[TimedFunction, ...] = (
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
_OTHER = "rest (Flask, JSON)"


@dataclass(frozen=True, slots=True)
class PageProfile:
    """Wall and processor time of an answer within the server, and the share of each part (they sum to 1)."""

    total: Percentiles
    cpu: Percentiles
    parts: dict[str, float]


def profile_page(settings: Settings, urls: Sequence[str], warm_up: int = 50) -> PageProfile:
    """Answer a log of addresses within this process, the first `warm_up` of them untimed."""
    app = create_app(settings)
    client, profiler = app.test_client(), Profiler(time.process_time)
    seconds: list[tuple[float, float]] = []
    with profiler.timing(_TIMED_FUNCTIONS):
        for number, address in enumerate((*urls[:warm_up], *urls)):
            if number == warm_up:
                profiler.seconds_by_part.clear()
                seconds.clear()
            started, busy = time.perf_counter(), time.process_time()
            with profiler.part(_OTHER):
                response = client.get(address)
            seconds.append((time.perf_counter() - started, time.process_time() - busy))
            response.close()
    app.extensions["briefings"].close()
    wall, cpu = zip(*seconds, strict=True)
    return PageProfile(percentiles(wall), percentiles(cpu), profiler.shares())
