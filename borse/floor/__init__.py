"""The floor: the clock, the gong, the rounds, and the big screen."""
