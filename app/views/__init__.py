"""TODO app/views."""
