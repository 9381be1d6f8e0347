"""Børs: what happens at a frivilligbørs, kept in SQLite and shown to people."""

__version__ = "0.1.0"
