"""Query expansion: other forms of an acronym, and the names that an archive's items carry."""
