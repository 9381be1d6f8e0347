"""The command line: the other way in for an organiser and for whoever runs the machine. It stands above the desks."""

import sys
from importlib import import_module

# What some libraries take along where they find it, and we never use through them: a third of each start, while a hall
# full of tablets is waiting. sqlite-utils would store numpy's and pandas' numbers, structlog paint tracebacks.
TAKES_ALONG = {"sqlite_utils": ("numpy", "pandas"), "structlog": ("rich",)}


def load_alone(library: str, without: tuple[str, ...]) -> None:
    """Load `library` as if `without` were not installed. What is loaded already stays as it is."""
    hidden = [name for name in without if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # "cannot be found", as importlib has it
    try:
        import_module(library)
    finally:
        for name in hidden:
            del sys.modules[name]


for library, without in TAKES_ALONG.items():
    load_alone(library, without)
