"""TODO archive/ingest."""
