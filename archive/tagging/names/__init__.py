"""People and organisations: their names in texts, how its forms join, and the names that editors own."""
