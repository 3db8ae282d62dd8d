"""The tables. `migrations/` creates them; a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# The Alembic revision that this code reads and writes.
REVISION = "0003"

metadata = MetaData()

# Its single row holds the newest revision. A rollback restores it, so that revisions have no gaps.
counter = Table("counter", metadata, Column("revision", Integer, nullable=False))

publications = Table(
    "publications",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("title_key", Text, nullable=False, unique=True),
)

sources = Table(
    "sources",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", String, primary_key=True),
    Column("publication", ForeignKey("publications.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("place", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("source", ForeignKey("sources.sha256"), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("front_matter", Text, nullable=False),
    Column("back_matter", Text, nullable=False),
    Column("accounting", Text, nullable=False, server_default="[]"),
    Column("doubts", Text, nullable=False, server_default="[]"),
    Column("draft", String, nullable=False),
    Column("item_count", Integer, nullable=False),
    Column("next_number", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Index("issues_by_publication", "publication", "date"),
    Index("issues_by_date", "date", "id"),
    Index("issues_by_source_name", "source_name"),
)

# The newest version that each file gave of an issue, so that a superseded version is known as such.
claims = Table(
    "claims",
    metadata,
    Column("issue", ForeignKey("issues.id"), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("source", ForeignKey("sources.sha256"), nullable=False, index=True),
    Column("draft", String, nullable=False),
    UniqueConstraint("issue", "source_name", "part"),
)

# Rows of removed items stay, so that an id is never used again, except for the same text.
items = Table(
    "items",
    metadata,
    Column("id", String, primary_key=True),
    Column("issue", ForeignKey("issues.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("story_path", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),
    Column("takeaway", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("regions", Text, nullable=False),
    Column("people", Text, nullable=False, server_default="[]"),
    Column("organisations", Text, nullable=False, server_default="[]"),
    Column("event_dates", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Index("items_by_issue", "issue", "position"),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", ForeignKey("items.id"), primary_key=True),
    Column("target", ForeignKey("items.id"), nullable=False, index=True),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", Text, nullable=False),
    Column("removed", String, nullable=False),
    Column("reason", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("item", ForeignKey("items.id"), nullable=False),
    Column("at", String, nullable=False),
)

held = Table(
    "held",
    metadata,
    Column("source", ForeignKey("sources.sha256"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("source_name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("guess", Date),
    Column("held", String, nullable=False),
)

# Splits and joins of an issue's items, anchored to paragraphs, so that they can be made again.
edits = Table(
    "edits",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("issue", ForeignKey("issues.id"), nullable=False, index=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("paragraph", Text, nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("into", Text, nullable=False),
    Column("into_occurrence", Integer, nullable=False),
    Column("headline", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

editors = Table(
    "editors",
    metadata,
    Column("name", String, primary_key=True),
    Column("password", Text, nullable=False),
    Column("added", String, nullable=False),
)

# Recent failed sign-ins; `at` is in seconds since 1970.
failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", Float, nullable=False, index=True),
)

# Doubts that an editor has settled; the position of a doubt about a whole issue is 0.
settled = Table(
    "settled",
    metadata,
    Column("issue", ForeignKey("issues.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("at", String, nullable=False),
)

# The MinHash bands of texts; of items that repeat each other, only the oldest has any.
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("item", ForeignKey("items.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

repeats = Table(
    "repeats",
    metadata,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("earlier", ForeignKey("items.id"), nullable=False, index=True),
    Column("similarity", Float, nullable=False),
)
