"""A profiler of chosen functions: sums self time, without that of chosen functions they call."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, wraps
from typing import Any
from unittest.mock import patch

TimedFunction = tuple[str, Any, str]
"""The part that a function's time counts for, the module or class that has it, and its name there."""


class Profiler:
    """Sums the self time of each part in seconds, as measured by the clock `now`."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self.seconds_by_part: defaultdict[str, float] = defaultdict(float)
        self._now = now
        self._inner_seconds = [0.0]

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time within the context for a part."""
        started = self._now()
        self._inner_seconds.append(0.0)
        try:
            yield
        finally:
            took = self._now() - started
            self.seconds_by_part[name] += took - self._inner_seconds.pop()
            self._inner_seconds[-1] += took

    @contextmanager
    def timing(self, functions: Sequence[TimedFunction]) -> Iterator[None]:
        """Time these functions wherever they are called within the context."""
        with ExitStack() as stack:
            for part, owner, name in functions:
                stack.enter_context(patch.object(owner, name, self._instrumented(part, owner, name)))
            yield

    def shares(self) -> dict[str, float]:
        """The share of each part in the total time, largest first; they sum to 1."""
        whole = sum(self.seconds_by_part.values())
        return {
            part: seconds / whole
            for part, seconds in sorted(self.seconds_by_part.items(), key=lambda each: -each[1])
        }

    def _instrumented(self, part: str, owner: Any, name: str) -> Any:
        found = getattr(owner, name)
        if not isinstance(found, cached_property):
            return self._timed(part, found)
        made = cached_property(self._timed(part, found.func))
        made.__set_name__(owner, name)
        return made

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.part(part):
                return function(*arguments, **named)

        return timed
