"""The inspector's phone: a small installable app that works without a network and sends what it kept later."""
