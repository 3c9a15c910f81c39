"""The benchmark: a district with many cases, and what each request costs through the real door and by hand."""
