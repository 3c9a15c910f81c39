"""The loop on the desk."""
