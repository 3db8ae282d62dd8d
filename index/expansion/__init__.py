"""TODO index/expansion."""
