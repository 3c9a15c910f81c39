"""Signing in for the tests of the desk pages."""

from collections.abc import Callable

from django.test import Client

from bihuan.kernel.call import Actor

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "correct horse 9"
SignIn = Callable[[Actor], Client]
