"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("counter", sa.Column("revision", sa.Integer, nullable=False))
    op.create_table(
        "publications",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "sources",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "issues",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("publication", sa.String, sa.ForeignKey("publications.id"), nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("source", sa.String, sa.ForeignKey("sources.sha256"), nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("front_matter", sa.Text, nullable=False),
        sa.Column("back_matter", sa.Text, nullable=False),
        sa.Column("draft", sa.String, nullable=False),
        sa.Column("item_count", sa.Integer, nullable=False),
        sa.Column("next_number", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("issue", sa.String, sa.ForeignKey("issues.id"), nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("source", sa.String, sa.ForeignKey("sources.sha256"), nullable=False),
        sa.Column("draft", sa.String, nullable=False),
        sa.UniqueConstraint("issue", "source_name", "part"),
    )
    op.create_table(
        "items",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("issue", sa.String, sa.ForeignKey("issues.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("story_path", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("paragraphs", sa.Text, nullable=False),
        sa.Column("takeaway", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("regions", sa.Text, nullable=False),
        sa.Column("event_dates", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("extra", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "redirects",
        sa.Column("id", sa.String, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("target", sa.String, sa.ForeignKey("items.id"), nullable=False),
    )
    op.create_table(
        "tombstones",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("removed", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("item", sa.String, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("editor", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal",
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_table(
        "held",
        sa.Column("source", sa.String, sa.ForeignKey("sources.sha256"), primary_key=True),
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("guess", sa.Date),
        sa.Column("held", sa.String, nullable=False),
    )
    op.create_index("issues_by_publication", "issues", ["publication", "date"])
    op.create_index("issues_by_source_name", "issues", ["source_name"])
    op.create_index("issues_by_date", "issues", ["date", "id"])
    op.create_index("items_by_issue", "items", ["issue", "position"])
    op.create_index("ix_claims_source", "claims", ["source"])
    op.create_index("ix_redirects_target", "redirects", ["target"])
    op.create_index("ix_corrections_item", "corrections", ["item"])
    op.execute("INSERT INTO counter (revision) VALUES (0)")
