"""Which device is at which desk: tablets are paired, not logged in, and stay at their job."""
