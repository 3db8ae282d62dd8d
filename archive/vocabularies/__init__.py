"""TODO archive/vocabularies."""
