"""Players that act an evening out against the real server, as people with browsers would."""
