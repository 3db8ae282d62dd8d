"""Where an archive lives and how it is served: from `--home` and BRIEFINGS_* variables, with defaults."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = "./briefings-data"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `database` is an SQLAlchemy URL; `index` is the folder of the index generations."""

    home: Path
    database: str
    index: Path
    page_size: int = 20
    title: str = "Briefings"

    @property
    def database_file(self) -> Path | None:
        """The file that the database is, or None for a server's database."""
        prefix = "sqlite:///"
        return Path(self.database.removeprefix(prefix)) if self.database.startswith(prefix) else None


def load(home: str | None = None) -> Settings:
    """The settings for `home`, else for BRIEFINGS_HOME, else for `./briefings-data`; nothing is created."""
    folder = Path(home or os.environ.get("BRIEFINGS_HOME") or DEFAULT_HOME)
    return Settings(
        home=folder,
        database=os.environ.get("BRIEFINGS_DATABASE") or f"sqlite:///{folder / 'archive.db'}",
        index=Path(os.environ.get("BRIEFINGS_INDEX") or folder / "index"),
        title=os.environ.get("BRIEFINGS_TITLE") or "Briefings",
    )
