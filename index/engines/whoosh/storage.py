"""The files of a Whoosh index: synced before a commit is valid, and listed with checksums in its manifest.

Commit number n (generation n, as Whoosh calls it) becomes valid when its table of contents is renamed to
`_MAIN_n.toc`. Its manifest `manifest-n.json` is written and synced just before; it holds the archive
revision, so that revision and items become valid in one step.
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
_BLOCK_BYTES = 1 << 20

Checksums = Mapping[str, tuple[int, int]]
"""The size in bytes and the CRC-32 of each file, by its name."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of one commit, its table of contents among them, and the archive revision it holds."""

    version: str
    revision: int
    files: Checksums


class DurableStorage(FileStorage):
    """A folder of files in which a commit is durable once it is valid."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]
        self.path = folder
        self._revision = 0
        self._checksums: Checksums = {}
        self._created: list[Any] = []

    def create_file(self, *args: Any, **options: Any) -> Any:
        """Create a file and keep track of it, because Whoosh leaves files open where writing fails."""
        file = super().create_file(*args, **options)  # type: ignore[no-untyped-call]
        self._created.append(file)
        return file

    def close_files(self) -> None:
        """Close the files that are still open; errors do not matter, the commit has failed."""
        for file in self._created:
            if not file.is_closed:
                with suppress(OSError, ValueError):
                    file.close()
        self._created.clear()

    def prepare(self, revision: int, checksums: Checksums) -> None:
        """Set the revision and the synced files of the commit that `rename_file` will make valid."""
        self._revision, self._checksums = revision, checksums

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file durably; for a table of contents, write its manifest first."""
        if match := _TOC.fullmatch(newname):
            files = {**self._checksums, newname: _synced_size_and_crc(self.path / oldname)}
            write_manifest(self.path, int(match[1]), Manifest(VERSION, self._revision, files))
        super().rename_file(oldname, newname, safe)  # type: ignore[no-untyped-call]
        sync_folder(self.path)


def latest_commit(folder: Path) -> int | None:
    """The number of the newest commit; None where there is none."""
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError):
        return None
    return max((int(match[1]) for match in map(_TOC.fullmatch, names) if match), default=None)


def read_toc(storage: DurableStorage, commit: int) -> tuple[Manifest, list[Any]]:
    """The manifest and the segments of a commit; does not check the segments' files."""
    manifest = read_manifest(storage.path, commit)
    name = f"_{INDEX_NAME}_{commit}.toc"
    check_files(storage.path, {name: manifest.files[name]})
    toc = TOC.read(storage, INDEX_NAME, commit)  # type: ignore[no-untyped-call]
    return manifest, list(toc.segments)


def read_manifest(folder: Path, commit: int) -> Manifest:
    """The manifest of a commit; IndexUnavailableError if it is damaged or of another version."""
    crc, _, text = (folder / f"manifest-{commit}.json").read_text("utf-8").partition("\n")
    if crc != _text_crc(text):
        raise errors.damaged(folder, f"manifest-{commit}.json has changed")
    raw = json.loads(text)
    if raw["version"] != VERSION:
        raise errors.outdated(folder)
    return Manifest(
        raw["version"], raw["revision"], {name: (n, crc) for name, (n, crc) in raw["files"].items()}
    )


def write_manifest(folder: Path, commit: int, manifest: Manifest) -> None:
    """Write a manifest atomically."""
    text = json.dumps(asdict(manifest))
    write_durably(folder / f"manifest-{commit}.json", f"{_text_crc(text)}\n{text}")


def check_files(folder: Path, checksums: Checksums) -> None:
    """Compare the sizes and checksums of files; IndexUnavailableError where one differs."""
    for name, expected in checksums.items():
        check_size(folder, name, expected)
        if _size_and_crc(folder / name) != expected:
            raise errors.damaged(folder, f"{name} has changed")


def check_size(folder: Path, name: str, expected: tuple[int, int]) -> None:
    """Compare the size of a file; IndexUnavailableError where it differs."""
    path = folder / name
    if not path.is_file():
        raise errors.damaged(folder, f"{name} is missing")
    if path.stat().st_size != expected[0]:
        raise errors.damaged(folder, f"{name} has changed")


def write_durably(path: Path, text: str) -> None:
    """Replace the content of a file by this text, atomically and durably."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renamings in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _synced_size_and_crc(path: Path) -> tuple[int, int]:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return _size_and_crc(path)


def _size_and_crc(path: Path) -> tuple[int, int]:
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return size, crc


def _text_crc(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def remove_stale_files(folder: Path, commit: int) -> None:
    """Remove manifests of other commits, and tables of contents that a crash left unfinished."""
    stale = {*folder.glob("manifest-*"), *folder.glob(f"_{INDEX_NAME}_*.toc.*")}
    for path in stale - {folder / f"manifest-{commit}.json"}:
        with suppress(OSError):
            path.unlink()
