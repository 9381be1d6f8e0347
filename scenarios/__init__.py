"""Whole børser that run: the data of an evening, and the players that act it out against the real server."""
