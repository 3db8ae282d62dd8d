"""Where time goes within one process: the product's own functions, timed each without those inside it."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, wraps
from typing import Any
from unittest.mock import patch

Timed = tuple[str, Any, str]
"""The part that time counts for, and the function: what holds it, and its name there."""


class Clock:
    """Adds up the seconds of each part, without what the parts inside it took; `now` is what tells them."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._now = now
        self._inner = [0.0]

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time inside for a part."""
        started = self._now()
        self._inner.append(0.0)
        try:
            yield
        finally:
            took = self._now() - started
            self.spent[name] += took - self._inner.pop()
            self._inner[-1] += took

    @contextmanager
    def watching(self, functions: Sequence[Timed]) -> Iterator[None]:
        """Time these functions wherever they are called inside."""
        with ExitStack() as stack:
            for part, owner, name in functions:
                stack.enter_context(patch.object(owner, name, self._watched(part, owner, name)))
            yield

    def shares(self) -> dict[str, float]:
        """What part of the whole each took, the largest first; they sum to 1."""
        whole = sum(self.spent.values())
        return {part: spent / whole for part, spent in sorted(self.spent.items(), key=lambda each: -each[1])}

    def _watched(self, part: str, owner: Any, name: str) -> Any:
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
