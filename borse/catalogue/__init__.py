"""The board: what everybody offers and needs, for all to read."""
