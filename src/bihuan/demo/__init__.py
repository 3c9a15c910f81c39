"""An invented district that shows the whole loop; it says of itself that it is invented."""
