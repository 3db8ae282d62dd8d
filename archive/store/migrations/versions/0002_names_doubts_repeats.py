"""People, organisations, accounting and doubts of the parser, settled doubts, and repeats."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (
        ("issues", "accounting"),
        ("issues", "doubts"),
        ("items", "people"),
        ("items", "organisations"),
    ):
        op.add_column(table, sa.Column(column, sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "settled",
        sa.Column("issue", sa.String, sa.ForeignKey("issues.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.Text, primary_key=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("editor", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String, sa.ForeignKey("items.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bands_item", "bands", ["item"])
    op.create_table(
        "repeats",
        sa.Column("item", sa.String, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("earlier", sa.String, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
    )
    op.create_index("ix_repeats_earlier", "repeats", ["earlier"])
