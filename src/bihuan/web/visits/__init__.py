"""Rounds of visits, visits, and what is missing where."""
