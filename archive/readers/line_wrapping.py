"""Line wrapping in plain text: which line breaks are the margin's and which the writer's."""

_SIGNATURE = "-- "
_SHORTEST_WRAP, _LONGEST_WRAP = 40, 100
_NEVER_WRAPPED = 160


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the soft line breaks of `format=flowed` text (RFC 3676)."""
    out: list[str] = []
    flowing = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        if flowing and out and _depth(out[-1]) == _depth(line) and line != _SIGNATURE:
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + line.lstrip(">")
        else:
            out.append(line)
        flowing = line.endswith(" ") and line != _SIGNATURE
    return "\n".join(out)


def wraps(before: str, line: str) -> bool:
    """Say whether `line` goes on with what the line before broke off at the margin."""
    length = len(before.rstrip())
    if len(line) > _NEVER_WRAPPED and line.count(" ") > len(line) // 15:
        return line.lstrip()[:1].islower()
    if _SHORTEST_WRAP <= length <= _LONGEST_WRAP:
        return True
    return length <= _LONGEST_WRAP and line.lstrip()[:1].islower()


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
