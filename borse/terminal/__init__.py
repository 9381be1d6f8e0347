"""The command line: the other way in for an organiser and for whoever runs the machine. It stands above the desks."""
