"""`python -m scenarios.bench`."""

from scenarios.bench.command import bench

bench()
