"""Plain functions that make the smallest valid thing; no randomness."""
