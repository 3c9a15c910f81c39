"""Reads of the visits app."""
