"""The programme desk: plan, look it over, publish, and give everybody their sheet."""
