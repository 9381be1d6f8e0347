"""The labelled set of needs and offers, and what affinity makes of it."""
