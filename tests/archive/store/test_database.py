import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from archive.errors import StoreError
from archive.store import Store, database, open_store, schema, sqlite_url
from tests.support.draft_factories import headlines, put

ROOT = Path(__file__).parents[3]


def test_the_migrations_make_the_tables_that_the_code_reads(store: Store, url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    engine.dispose()


def test_the_code_reads_the_newest_revision() -> None:
    folder = ROOT / "archive" / "store" / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == schema.REVISION


def test_a_store_of_the_first_schema_is_migrated_with_what_it_holds(url: str) -> None:
    with open_store(url) as store:
        put(store, 0, 1)
        before = [store.item(id_) for id_ in ("wpl-2024-03-08-1", "wpl-2024-03-08-2")]
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in ("settled", "bands", "repeats", "edits", "editors", "failures"):
            connection.execute(text(f"DROP TABLE {table}"))
        for table, column in (
            ("issues", "accounting"),
            ("issues", "doubts"),
            ("items", "people"),
            ("items", "organisations"),
        ):
            connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    with open_store(url) as store:
        after = [store.item(id_) for id_ in ("wpl-2024-03-08-1", "wpl-2024-03-08-2")]
        bare = [replace(p, item=replace(p.item, people=(), organisations=())) for p in before]  # type: ignore[arg-type, union-attr]
        assert after == bare


def test_a_store_is_made_with_its_folder(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a' / 'b c' / 'archive.db'}") as store:
        assert store.revision == 0
    assert (tmp_path / "a" / "b c" / "archive.db").exists()


@pytest.mark.parametrize("name", ["plain.db", "100%25 of it?.db", "a#b&c=d;é.db"])
def test_any_file_has_a_url(tmp_path: Path, name: str) -> None:
    open_store(sqlite_url(tmp_path / name)).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_store_can_be_in_memory() -> None:
    with open_store("sqlite://") as store:
        put(store, 0)
        assert store.revision == 1


def test_opening_a_current_store_does_not_import_alembic(url: str) -> None:
    open_store(url).close()
    code = "import sys, archive.store as s; s.open_store(sys.argv[1]); print('alembic' in sys.modules)"
    command = [sys.executable, "-c", code, url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_every_connection_is_safe_and_does_not_block_readers(store: Store, url: str) -> None:
    del url
    with store._database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_a_reader_goes_on_while_another_writes(store: Store) -> None:
    put(store, 0)
    with store._database.writing() as connection:
        connection.execute(text("UPDATE counter SET revision = 99"))
        assert store.revision == 1
        connection.rollback()


def test_a_newer_database_is_left_alone_and_says_to_upgrade(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        put(store, 0)
    raw = sqlite3.connect(tmp_path / "archive.db")
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    with pytest.raises(StoreError, match="newer version of Briefings; upgrade"):
        open_store(url)
    assert raw.execute("SELECT count(*) FROM items").fetchone() == (1,)
    raw.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "names no database"),
        ("oracle+oracledb://host/name", "driver oracledb is missing"),
        ("nosuch://host/name", "nosuch"),
    ],
)
def test_a_url_that_names_no_database_is_told(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        open_store(url)
    assert "\n" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'file' / 'archive.db'}")


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    file.write_bytes(b"Weekly Port Letter\n" * 500)
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == b"Weekly Port Letter\n" * 500


def test_a_damaged_database_is_told(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        put(store, 0, 1)
    file = tmp_path / "archive.db"
    good = file.read_bytes()
    file.write_bytes(good[:4096] + b"\xa5" * (len(good) - 4096))
    with pytest.raises(StoreError, match="damaged; put a backup"):
        open_store(url)


def test_a_database_that_may_not_be_written_is_told(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        put(store, 0)
    with open_store(f"sqlite:///file:{tmp_path / 'archive.db'}?mode=ro&uri=true") as store:
        assert store.revision == 1
        with pytest.raises(StoreError, match="may not be written; check the owner and permissions"):
            put(store, 0, 1)
        assert len(headlines(store)) == 1


def test_a_folder_that_may_not_be_written_is_told(own_folder: Path) -> None:
    own_folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="permissions"):
            open_store(f"sqlite:///{own_folder / 'archive.db'}")
    finally:
        own_folder.chmod(0o700)


def test_a_database_that_another_keeps_locked_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    with open_store(url) as store:
        raw = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            put(store, 0)
        raw.execute("ROLLBACK")
        raw.close()
        assert put(store, 0).added == 1


FULL_DISK = """
import resource, sys
from pathlib import Path
from archive.errors import StoreError
from archive.store import open_store
from tests.support.draft_factories import headlines, put

file = Path(sys.argv[1])
with open_store(f"sqlite:///{file}") as store:
    put(store, 0, 1)
    before = store.status()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = file.with_name(file.name + "-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, hard))
    try:
        put(store, 0, 1, 2, text="x" * 1_000_000)
    except StoreError as error:
        print(error)
    assert store.status() == before and len(headlines(store)) == 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    print(put(store, 0, 1, 2, text="x" * 1_000_000).added)
"""


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "archive.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told, added = done.stdout.splitlines()
    assert "nothing was changed" in told
    assert "disk" in told
    assert added == "1"


def test_a_fault_in_the_middle_of_a_put_undoes_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, 0, 1)
    before = store.status(), headlines(store), store.changes(0)
    with store._database.writing() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END")
        )
    with pytest.raises(StoreError, match="no room"):
        put(store, 2, 0, text="second")
    assert (store.status(), headlines(store), store.changes(0)) == before
