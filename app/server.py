"""The production server: Gunicorn with one process a core, on a socket that is bound before it starts."""

import os
import socket
from wsgiref.types import WSGIApplication

import gunicorn.app.base

from app.settings import Settings
from archive.errors import BriefingsError

_THREADS_PER_WORKER = 4


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on `host` and `port` (0: any free one).

    Raises BriefingsError in one line where the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise BriefingsError(
            f"cannot serve on {host}:{port}: {reason}; choose another with --host or --port"
        ) from error
    listener.listen(128)
    listener.set_inheritable(True)
    return listener


def address(listener: socket.socket) -> str:
    """The URL of the site on this socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(settings: Settings, listener: socket.socket, workers: int | None = None) -> None:
    """Serve until SIGINT or SIGTERM; does not return."""
    _Server(settings, listener, workers or os.cpu_count() or 1).run()


class _Server(gunicorn.app.base.BaseApplication):  # type: ignore[misc]
    """Gunicorn's application, set up without reading any command line or file of its own."""

    def __init__(self, settings: Settings, listener: socket.socket, workers: int) -> None:
        self._settings, self._listener, self._workers = settings, listener, workers
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": self._workers,
            "worker_class": "gthread",
            "threads": _THREADS_PER_WORKER,
            "loglevel": "warning",
            # Queries of any length reach the application, which cuts them and says so.
            "limit_request_line": 0,
            "timeout": 60,
            "graceful_timeout": 10,
            "control_socket_disable": True,
        }.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> WSGIApplication:
        # Made in each worker after the fork: connections and memory maps are not shared between processes.
        from app.web import create_app

        return create_app(self._settings)
