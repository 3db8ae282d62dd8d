"""What we hold: records of issues and items, how files become them, and the store that keeps them."""
