"""People, the posts they hold, and who stands in for them."""
