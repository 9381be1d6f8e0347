"""The bench: realistic problems, what a user would do without the engine, and a table of both side by side."""

from scenarios.bench.command import bench

__all__ = ["bench"]
