"""Ways in: each reads bytes of one kind into reports."""
