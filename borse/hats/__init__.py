"""Several hats: who speaks for whom, two that are one, and all of it undone when it was wrong."""
