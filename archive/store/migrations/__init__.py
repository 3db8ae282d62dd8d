"""Alembic's environment and the migrations, which `archive.store.database` runs."""
