"""The sample archive: issues written for this project about public events of January 2024 to June 2025."""

from importlib.resources import files

from archive.models import Source

MEDIA_TYPES = {
    ".eml": "message/rfc822",
    ".html": "text/html",
    ".md": "text/markdown",
    ".txt": "text/plain",
}


def sources() -> tuple[Source, ...]:
    """All sample issues in the order of their dates, and on one day in the order of their names."""
    found = (entry for entry in files(__name__).iterdir() if _suffix(entry.name) in MEDIA_TYPES)
    sources = (Source(entry.name, MEDIA_TYPES[_suffix(entry.name)], entry.read_bytes()) for entry in found)
    return tuple(sorted(sources, key=lambda source: (_day(source.name), source.name)))


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _day(name: str) -> str:
    # Names end in the ISO date of the issue: sample-world-weekly-2024-01-19.txt
    return name[: name.rfind(".")][-len("2024-01-19") :]
