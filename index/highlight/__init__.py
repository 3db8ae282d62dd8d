"""TODO index/highlight."""
