"""The observation rules."""
