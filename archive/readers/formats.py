"""The formats that have a reader."""

from enum import StrEnum


class Format(StrEnum):
    """The formats that have a reader, by media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    MARKDOWN = "text/markdown"
    MESSAGE = "message/rfc822"
    MAILBOX = "application/mbox"
    JSON_LINES = "application/jsonl"
    FEED = "application/rss+xml"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ZIP = "application/zip"
