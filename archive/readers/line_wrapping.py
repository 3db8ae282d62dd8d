"""Line wrapping in plain text: tells line breaks at the margin from those that the writer made."""

_SIGNATURE_SEPARATOR = "-- "
_MIN_WRAPPED_LENGTH, _MAX_WRAPPED_LENGTH = 40, 100
_MAX_NEXT_LINE_LENGTH = 160


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Join the soft line breaks of `format=flowed` text (RFC 3676)."""
    out: list[str] = []
    flowing = False
    for raw in text.split("\n"):
        line = raw[1:] if raw.startswith(" ") else raw
        if flowing and out and _quote_depth(out[-1]) == _quote_depth(line) and line != _SIGNATURE_SEPARATOR:
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + line.lstrip(">")
        else:
            out.append(line)
        flowing = line.endswith(" ") and line != _SIGNATURE_SEPARATOR
    return "\n".join(out)


def wraps(before: str, line: str) -> bool:
    """Whether the line `before` was wrapped at the margin, so that `line` continues it."""
    length = len(before.rstrip())
    if len(line) > _MAX_NEXT_LINE_LENGTH and line.count(" ") > len(line) // 15:
        return line.lstrip()[:1].islower()
    if _MIN_WRAPPED_LENGTH <= length <= _MAX_WRAPPED_LENGTH:
        return True
    return length <= _MAX_WRAPPED_LENGTH and line.lstrip()[:1].islower()


def _quote_depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))
