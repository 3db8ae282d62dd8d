"""Lines of an issue by themselves: titles that a line break divides, lines that stand beside a headline."""
