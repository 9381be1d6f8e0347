"""Moderation: the organiser reads what came in, and shows it, rewords it or declines it."""
