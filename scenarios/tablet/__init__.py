"""A reception's tablet, offline for a whole evening, its browser killed again and again: nothing is lost.

A real Chromium with a profile on disk, a real server that is switched off with SIGKILL. Each entry is made as fingers
make it: search, tap; a newcomer's form filled in. What the screen has called checked in counts as promised. The
browser is killed (SIGKILL, the whole of it) the moment after such a promise. In the end the server is started, and its
file must hold what was promised, each entry once. Shared by `python -m scenarios tablet` and the tests.
"""
