"""Passwords are hashed cheaply in the tests of the application."""

from tests.support.passwords import cheap_passwords

__all__ = ["cheap_passwords"]
