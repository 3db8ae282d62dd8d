"""What was worked out last, up to so many bytes; shared by threads."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Whatever knows how much memory it takes."""

    @property
    def nbytes(self) -> int:
        """In bytes."""


T = TypeVar("T", bound=Sized)


class Kept(Generic[T]):
    """The things used last."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._things: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """What is kept under a key."""
        with self._lock:
            found = self._things.get(key)
            if found is not None:
                self._things.move_to_end(key)
            return found

    def put(self, key: Hashable, thing: T) -> None:
        """Keep it, and let go of those not used for longest."""
        with self._lock:
            self._held += thing.nbytes - (self._things[key].nbytes if key in self._things else 0)
            self._things[key] = thing
            while self._held > self._limit:
                self._held -= self._things.popitem(last=False)[1].nbytes
