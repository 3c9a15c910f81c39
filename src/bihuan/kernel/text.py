"""Marks text for translation without importing Django."""


def gettext_noop(message: str) -> str:
    """Return message unchanged; makemessages knows this name and extracts its argument."""
    return message
