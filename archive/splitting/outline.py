"""The outline of an issue: blocks sorted under their headings, real ones and promoted lines alike."""

from collections.abc import Sequence

from archive.document import Block, Kind
from archive.splitting.parts import Section


def outline(blocks: Sequence[Block]) -> Section:
    """The tree of sections; the root has no heading and owns what stands before the first one."""
    root = Section(None)
    open_sections = [root]
    for block in blocks:
        if block.kind is not Kind.HEADING:
            open_sections[-1].own.append(block)
            continue
        while len(open_sections) > 1 and _level(open_sections[-1]) >= block.level:
            open_sections.pop()
        section = Section(block)
        open_sections[-1].children.append(section)
        open_sections.append(section)
    return root


def _level(section: Section) -> int:
    return section.heading.level if section.heading else 0
