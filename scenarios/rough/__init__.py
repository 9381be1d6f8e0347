"""A børs of two hundred on the evening when everything goes wrong that does go wrong."""
