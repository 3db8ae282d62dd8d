"""TODO archive/learning."""
