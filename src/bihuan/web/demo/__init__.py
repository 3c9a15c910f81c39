"""The switcher of invented people; there in demo mode only."""
