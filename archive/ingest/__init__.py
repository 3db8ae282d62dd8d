"""Taking issues in: from files on disk to issues in the store, and tagging anew what is stored."""
