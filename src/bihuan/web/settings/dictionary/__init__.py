"""Standards, classes and filing conditions."""
