"""The files of `archive/data` that ship with the program: texts, and TOML tables parsed once."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


def read_text(name: str) -> str:
    """The text of a file of `archive/data`."""
    return resources.files("archive").joinpath("data", name).read_text("utf-8")


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file of `archive/data`; shared by all callers, so not to be changed."""
    return tomllib.loads(read_text(name))
