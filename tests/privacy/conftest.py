"""The post office of outreach, for what was said to people."""

from tests.outreach.conftest import post

__all__ = ["post"]
