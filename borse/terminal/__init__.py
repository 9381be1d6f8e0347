"""The command line: the other way in for an organiser and for whoever runs the machine. It stands above the desks."""

import sys

# sqlite-utils takes pandas along where it finds it. Only the solver brings it, in a process of its own: here it would
# be a third of a second of each start, and a hall full of tablets is waiting.
if "pandas" not in sys.modules:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # "cannot be found", as importlib has it
    import sqlite_utils  # noqa: F401 -- loaded here so that the next line may follow

    del sys.modules["pandas"]
