"""Notices to oneself."""
