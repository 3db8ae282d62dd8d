"""Jinja templates and static files; being a package lets the wheel carry them."""
