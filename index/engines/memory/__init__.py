"""The oracle: an engine that scans all documents in memory, in the plainest way; others are held to it."""
