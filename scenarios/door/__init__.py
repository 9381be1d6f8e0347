"""The door of a børs of 600, at a real Chromium: how many presses a guest takes, and how long the machine.

A hand at the keyboard types what a guest says until one is left in the list, taps, and the screen turns green; with
the server there and with the server gone. Somebody without a sign-up gets a badge and a place in the rounds to come. In
the end the file must hold whom the screen has welcomed, each once.
"""
