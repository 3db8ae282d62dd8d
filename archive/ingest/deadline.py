"""A limit of time for work in this process, by the clock of the system."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archive.limits import exceeded

_AGAIN = 1.0  # seconds, after which it is said again, should something have swallowed it


@contextmanager
def within(seconds: int | None, name: str, what: str) -> Iterator[None]:
    """Raise LimitError once `seconds` have passed, None for never; `what` says what took them.

    Only the main thread is told of signals, so that elsewhere time is not limited.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        raise exceeded(name, f"took longer than {seconds} seconds to {what}", "seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
