"""TODO index/query."""
