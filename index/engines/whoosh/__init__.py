"""TODO index/engines/whoosh."""
