"""People and organisations: their names in texts, and which of an item's names mean the same one."""
