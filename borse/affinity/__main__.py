"""`python -m borse.affinity posts.json`, for whoever wants affinity without the application."""

from borse.affinity.command import affinity_command

if __name__ == "__main__":
    affinity_command()
