"""A line of a page of a PDF: its words, and where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one boldness and one link."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line; coordinates in points from the page's lower left corner.

    `hyphenated` says that the page itself marks a hyphen at its end as one that only breaks the word.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    bottom: float
    top: float
    hyphenated: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.top - self.bottom

    @property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(run.bold for run in self.runs if run.text.strip())
