"""Documents in: what was said becomes drafts, what a person accepts becomes cases."""
