"""Claims to events, origins and reconciled figures."""
