"""Words to values, or a reason why not."""
