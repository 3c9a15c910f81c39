"""Units and their posts."""
