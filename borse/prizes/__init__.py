"""Prizes: who has most, what the jury chose, and when the hall is told."""
