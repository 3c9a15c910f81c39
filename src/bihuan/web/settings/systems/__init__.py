"""Assessment systems: their trees, point types and elements."""
