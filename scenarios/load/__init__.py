"""Bounded loads against a real server over loopback: how long pages take, alone and while a plan is being made."""
