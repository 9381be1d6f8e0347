"""`python -m scenarios kills`: the server is killed under load, over and over; what it said yes to must be there, once.

Eight tablets register walk-ins as fast as they are answered. At some moment the process gets SIGKILL (or SIGTERM). It
is started again, and the file is looked into from outside, past the application: every walk-in that was answered is
there, and the file is whole. Then everything is sent again, answered or not, as a tablet does that lost its reply: each
is there exactly once. The same again while an organiser plans: the process that plans must go with its server.
"""
