"""Event dates, step by step: time expressions, their qualifiers and ranges, and which of them count."""
