"""The page about oneself: hats, language, password."""
