"""Badges and programme slips, for one or for all, on any printer; and which of them have to be printed again."""
