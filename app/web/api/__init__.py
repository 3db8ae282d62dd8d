"""TODO app/web/api."""
