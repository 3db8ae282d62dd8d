"""Splits and joins of items, editors, and failed sign-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "edits",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("issue", sa.String, sa.ForeignKey("issues.id"), nullable=False),
        sa.Column("item", sa.String, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("paragraph", sa.Text, nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("into", sa.Text, nullable=False),
        sa.Column("into_occurrence", sa.Integer, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("editor", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_edits_issue", "edits", ["issue"])
    op.create_index("ix_edits_item", "edits", ["item"])
    op.create_table(
        "editors",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("added", sa.String, nullable=False),
    )
    op.create_table(
        "failures",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("ix_failures_at", "failures", ["at"])
