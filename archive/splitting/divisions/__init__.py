"""The division of sections into records: what is possible, what it looks like, and which is chosen."""
