import io
import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.errors import RefusedError
from archive.ingest import files
from archive.ingest.files import SourceFile, find_files, read_file
from archive.limits import LimitError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of issues, which is also where relative paths start from."""
    for name in ("b.txt", "a.txt", "deep/er/c.html", ".hidden", ".git/config"):
        file = tmp_path / "letters" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    return [found.name for found in find_files(paths)]


def test_a_folder_is_walked_in_order_and_hidden_files_are_left_out(folder: Path) -> None:
    expected = ["letters/a.txt", "letters/b.txt", "letters/deep/er/c.html"]
    assert names("letters") == names("./letters") == names(str(folder / "letters")) == expected


def test_a_hidden_file_is_found_by_its_name(folder: Path) -> None:
    assert names("letters/.hidden") == ["letters/.hidden"]


def test_a_glob_is_expanded(folder: Path) -> None:
    assert names("letters/*.txt") == ["letters/a.txt", "letters/b.txt"]
    assert names("letters/**/*.html") == ["letters/deep/er/c.html"]
    assert names("lett*") == names("letters")


def test_a_file_with_magic_characters_in_its_name_is_that_file(folder: Path) -> None:
    (folder / "issue[1].txt").write_text("one")
    assert names("issue[1].txt") == ["issue[1].txt"]


def test_no_file_is_found_twice(folder: Path) -> None:
    (folder / "letters" / "z.txt").symlink_to(folder / "letters" / "a.txt")
    assert names("letters/b.txt", "letters", str(folder / "letters" / "b.txt"), "letters/*.txt") == [
        "letters/b.txt",
        "letters/a.txt",
        "letters/deep/er/c.html",
    ]


def test_a_loop_of_links_ends(folder: Path) -> None:
    (folder / "letters" / "deep" / "back").symlink_to(folder / "letters")
    assert names("letters") == ["letters/a.txt", "letters/b.txt", "letters/deep/er/c.html"]


def test_where_a_file_lies_is_not_part_of_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert names(str(folder / "letters" / "a.txt")) == ["a.txt"]
    monkeypatch.chdir(folder / "letters" / "deep")
    assert names("../a.txt", ".") == ["a.txt", "deep/er/c.html"]


def test_what_leads_nowhere_is_named_with_a_problem_and_the_others_go_on(folder: Path) -> None:
    (folder / "letters" / "broken.txt").symlink_to("nowhere")
    found = list(find_files(["nothing.txt", "*.pdf", "letters"]))
    assert [(one.name, one.problem) for one in found if one.problem] == [
        ("nothing.txt", "no such file; check the path"),
        ("*.pdf", "no file matches; check the pattern"),
        ("letters/broken.txt", "a link that leads nowhere"),
    ]
    assert len(found) == 6
    with pytest.raises(RefusedError, match=r"nothing\.txt: no such file"):
        read_file(found[0])


def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "letters" / "pipe")
    [problem] = [one.problem for one in find_files(["letters"]) if one.problem]
    assert problem.startswith("not a regular file")


def test_a_pipe_named_by_itself_is_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    writer = threading.Thread(target=(folder / "pipe").write_text, args=("through",))
    writer.start()
    [found] = find_files(["pipe"])
    assert read_file(found).data == b"through"
    writer.join()


def test_a_file_name_that_is_no_utf_8_is_made_printable(folder: Path) -> None:
    with open(os.fsencode(str(folder)) + b"/letters/\xff.txt", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    assert "letters/\ufffd.txt" in names("letters")


def test_a_file_is_loaded_as_it_is(folder: Path) -> None:
    [found] = find_files(["letters/a.txt"])
    source = read_file(found)
    assert (source.name, source.media_type, source.data) == ("letters/a.txt", "", b"a.txt")


def test_standard_input_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xffpiped")))
    [found] = find_files(["-", "-"])
    source = read_file(found)
    assert (source.name, source.data) == ("standard input", b"\xffpiped")


def test_a_file_beyond_the_limit_is_refused(folder: Path) -> None:
    [found] = find_files(["letters/a.txt"])
    assert read_file(found, limit=5).data == b"a.txt"
    with pytest.raises(RefusedError, match="larger than 4 bytes"):
        read_file(found, limit=4)


def test_a_gigabyte_is_refused_without_being_read(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = own_folder / "large.txt"
    with file.open("wb") as large:
        large.truncate(1024**3)
    monkeypatch.setattr(files, "_read", _refuse_to_read)
    [found] = find_files([str(file)])
    with pytest.raises(LimitError, match="raise BRIEFINGS_MAX_FILE_MB if you trust the file"):
        read_file(found)


@pytest.mark.parametrize(("writes", "text"), [(1, b"onetwo"), (2, b"onetwotwo"), (9, None)])
def test_a_file_that_changes_while_it_is_read_is_read_when_it_is_at_rest(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, writes: int, text: bytes | None
) -> None:
    file = own_folder / "growing.txt"
    file.write_bytes(b"one")
    left = iter(range(writes))

    def read_while_it_grows(opened: BinaryIO, count: int) -> bytes:
        data = opened.read(count)
        if next(left, None) is not None:
            file.write_bytes(file.read_bytes() + b"two")
        return data

    monkeypatch.setattr(files, "_read", read_while_it_grows)
    [found] = find_files([str(file)])
    if text is not None:
        assert read_file(found).data == text
        return
    with pytest.raises(RefusedError, match="somebody is writing to it; try again"):
        read_file(found)


def _refuse_to_read(opened: BinaryIO, count: int) -> bytes:
    raise AssertionError("it was read")


def test_a_file_that_may_not_be_read_is_refused(own_folder: Path) -> None:
    file = own_folder / "a.txt"
    file.write_text("a")
    file.chmod(0)
    [found] = find_files([str(file)])
    with pytest.raises(RefusedError, match="cannot be read"):
        read_file(found)


def test_a_file_that_goes_before_it_is_read_is_refused(folder: Path) -> None:
    with pytest.raises(RefusedError, match=r"gone\.txt: cannot be read \(No such file"):
        read_file(SourceFile("gone.txt", folder / "gone.txt"))
