"""A time limit for work in this process, by an alarm signal."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from archive.limits import exceeded

_REPEAT_SECONDS = 1.0  # the error is raised again after this time, in case the first one was swallowed


@contextmanager
def time_limit(seconds: int | None, name: str, what: str) -> Iterator[None]:
    """Raise LimitError inside the context once `seconds` have passed, None for no limit.

    `name` is the source and `what` the work, for the message. Only the main thread receives signals; in
    other threads time is not limited.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        raise exceeded(name, f"took longer than {seconds} seconds to {what}", "seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, _REPEAT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
