"""Who works here, what they may do, and how the børs is set up."""
