"""Whoosh's files on disk: synced before a commit counts, and listed with their checksums in a manifest.

A commit of generation n is the renaming of its table of contents to `_MAIN_n.toc`. The manifest
`manifest-n.json` is written and synced just before; it holds the archive revision, so that revision and items
become valid in one step.
"""

import json
import os
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from index.engines.whoosh import errors
from index.engines.whoosh.schema import VERSION

INDEX_NAME = "MAIN"
_TOC = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc")
_BLOCK = 1 << 20

Sums = Mapping[str, tuple[int, int]]
"""File names to sizes in bytes and CRC-32."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to one commit. `files` has the table of contents too."""

    version: str
    revision: int
    files: Sums


class DurableStorage(FileStorage):
    """A folder of files in which a commit either lasts or did not happen."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]
        self.path = folder
        self._revision = 0
        self._sums: Sums = {}
        self._created: list[Any] = []

    def create_file(self, *args: Any, **options: Any) -> Any:
        """Create a file, and remember it: Whoosh leaves files open where writing fails."""
        file = super().create_file(*args, **options)  # type: ignore[no-untyped-call]
        self._created.append(file)
        return file

    def close_files(self) -> None:
        """Close what is still open; what cannot be flushed any more is lost, as it should be."""
        for file in self._created:
            if not file.is_closed:
                with suppress(OSError, ValueError):
                    file.close()
        self._created.clear()

    def prepare(self, revision: int, sums: Sums) -> None:
        """Say what the commit holds that the next renaming of a table of contents makes: synced files."""
        self._revision, self._sums = revision, sums

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename; for a table of contents, write its manifest first and sync the folder after."""
        if match := _TOC.fullmatch(newname):
            files = {**self._sums, newname: _synced_sum(self.path / oldname)}
            write_manifest(self.path, int(match[1]), Manifest(VERSION, self._revision, files))
        super().rename_file(oldname, newname, safe)  # type: ignore[no-untyped-call]
        sync_folder(self.path)


def latest_commit(folder: Path) -> int | None:
    """The generation of the newest commit; None where there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return None
    return max((int(match[1]) for match in map(_TOC.fullmatch, names) if match), default=None)


def read_toc(storage: DurableStorage, generation: int) -> tuple[Manifest, list[Any]]:
    """The manifest and the segments of a commit; the files of the segments are left to be checked."""
    manifest = read_manifest(storage.path, generation)
    name = f"_{INDEX_NAME}_{generation}.toc"
    check_files(storage.path, {name: manifest.files[name]})
    toc = TOC.read(storage, INDEX_NAME, generation)  # type: ignore[no-untyped-call]
    return manifest, list(toc.segments)


def read_manifest(folder: Path, generation: int) -> Manifest:
    """The manifest of a commit; IndexUnavailableError where it is of another version or not whole."""
    sum_, _, text = (folder / f"manifest-{generation}.json").read_text("utf-8").partition("\n")
    if sum_ != _text_sum(text):
        raise errors.damaged(folder, f"manifest-{generation}.json has changed")
    raw = json.loads(text)
    if raw["version"] != VERSION:
        raise errors.outdated(folder)
    return Manifest(
        raw["version"], raw["revision"], {name: (n, crc) for name, (n, crc) in raw["files"].items()}
    )


def write_manifest(folder: Path, generation: int, manifest: Manifest) -> None:
    """Write a manifest so that it is there whole or not at all."""
    text = json.dumps(asdict(manifest))
    write_durably(folder / f"manifest-{generation}.json", f"{_text_sum(text)}\n{text}")


def check_files(folder: Path, sums: Sums) -> None:
    """Compare files with their sums, sizes first."""
    for name, expected in sums.items():
        check_size(folder, name, expected)
        if _sum(folder / name) != expected:
            raise errors.damaged(folder, f"{name} has changed")


def check_size(folder: Path, name: str, expected: tuple[int, int]) -> None:
    """Compare the size of a file with what it should be."""
    path = folder / name
    if not path.is_file():
        raise errors.damaged(folder, f"{name} is missing")
    if path.stat().st_size != expected[0]:
        raise errors.damaged(folder, f"{name} has changed")


def write_durably(path: Path, text: str) -> None:
    """Replace a file by one with this text in one step that outlasts a crash."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renamings in a folder outlast a crash."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _synced_sum(path: Path) -> tuple[int, int]:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return _sum(path)


def _sum(path: Path) -> tuple[int, int]:
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return size, crc


def _text_sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def remove_stale_files(folder: Path, generation: int) -> None:
    """Remove manifests of other commits, and tables of contents that a crash left unfinished."""
    stale = {*folder.glob("manifest-*"), *folder.glob(f"_{INDEX_NAME}_*.toc.*")}
    for path in stale - {folder / f"manifest-{generation}.json"}:
        with suppress(OSError):
            path.unlink()
