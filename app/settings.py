"""Where an archive lives and how it is served: from `--home` and BRIEFINGS_* variables, with defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.errors import BriefingsError
from archive.limits import DEFAULT_LIMITS, SETTINGS, Limits
from archive.store import sqlite_url
from archive.tagging import Tagger
from archive.vocabularies import Vocabularies

_SHORTEST_SECRET = 32
LEARNT_NAMES = "learnt-names.toml"
DEFAULT_HOME = "./briefings-data"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    `database` is an SQLAlchemy URL, and `database_file` the file it stands for, None for a server's database.
    `index` is the address of the index, as a rule a folder; `limits` is what one source may cost. `secret`
    signs cookies; "" for a key of the archive's own, kept in its folder. `private`: only editors read.
    `proxies` counts those before the server, whose word on who asks is taken.
    `topics` is a file of topics in place of those that ship, `topic_model` the file of a learnt model, and
    `names` the file of people and organisations that editors own; None where there is none.
    """

    home: Path
    database: str
    index: str
    page_size: int = 20
    title: str = "Briefings"
    secret: str = field(default="", repr=False)
    private: bool = False
    proxies: int = 0
    database_file: Path | None = None
    limits: Limits = DEFAULT_LIMITS
    names: Path | None = None
    topics: Path | None = None
    topic_model: Path | None = None

    @property
    def vocabularies(self) -> Vocabularies:
        """The topics and names of the archive, read when first used."""
        return Vocabularies(self.topics, self.names, self.home / LEARNT_NAMES)

    @property
    def tagger(self) -> Tagger:
        """The tagger by these vocabularies and the model."""
        return Tagger(self.vocabularies, self.topic_model)

    @property
    def profiles(self) -> Path:
        """The folder of the publications' profiles."""
        return self.home / "profiles"


def load(home: str | None = None) -> Settings:
    """The settings for `home`, else for BRIEFINGS_HOME, else for `./briefings-data`; nothing is created."""
    folder = Path(home or os.environ.get("BRIEFINGS_HOME") or DEFAULT_HOME)
    database = os.environ.get("BRIEFINGS_DATABASE", "")
    file = None if database else folder / "archive.db"
    if _is_no_utf8(folder):
        raise BriefingsError("the name of the archive's folder is no UTF-8; name another with --home")
    return Settings(
        home=folder,
        database=sqlite_url(file) if file else database,
        database_file=file,
        index=os.environ.get("BRIEFINGS_INDEX") or str(folder / "index"),
        secret=_secret(),
        private=os.environ.get("BRIEFINGS_PRIVATE", "") not in ("", "0"),
        proxies=_number("BRIEFINGS_PROXIES"),
        title=os.environ.get("BRIEFINGS_TITLE") or "Briefings",
        limits=limits_of(os.environ),
        names=_names(folder),
        topics=_file("BRIEFINGS_TOPICS"),
        topic_model=_file("BRIEFINGS_TOPIC_MODEL"),
    )


def limits_of(environment: Mapping[str, str]) -> Limits:
    """The limits that an environment sets; BriefingsError where one is no whole number above 0."""
    given = {
        limit: _limit(setting, text)
        for limit, setting in SETTINGS.items()
        if (text := environment.get(setting, ""))
    }
    return replace(DEFAULT_LIMITS, **given)


def _limit(setting: str, text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise BriefingsError(f"{setting} is “{text}”: give a whole number above 0")
    return int(text)


def _file(name: str) -> Path | None:
    """The file that a variable names."""
    chosen = os.environ.get(name)
    return Path(chosen) if chosen else None


def _names(home: Path) -> Path | None:
    """The file that BRIEFINGS_NAMES names, or `names.toml` in the archive's folder if that is there."""
    usual = home / "names.toml"
    return _file("BRIEFINGS_NAMES") or (usual if usual.is_file() else None)


def _secret() -> str:
    given = os.environ.get("BRIEFINGS_SECRET", "")
    if given and len(given) < _SHORTEST_SECRET:
        raise BriefingsError(
            f"BRIEFINGS_SECRET has fewer than {_SHORTEST_SECRET} characters; give a random one, "
            "such as `openssl rand -hex 32` prints"
        )
    return given


def _number(name: str) -> int:
    text = os.environ.get(name, "") or "0"
    if not (text.isascii() and text.isdecimal()) or len(text) > 2:
        raise BriefingsError(f"{name} is {text!r}; it must be a small number such as 1")
    return int(text)


def _is_no_utf8(path: Path) -> bool:
    """Whether a name has bytes that the database's address cannot carry."""
    return any("\ud800" <= letter <= "\udfff" for letter in str(path))
