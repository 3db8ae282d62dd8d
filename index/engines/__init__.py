"""TODO index/engines."""
