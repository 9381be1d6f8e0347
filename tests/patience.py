"""How long a test waits for what must come. What has come is seen at once: only a test that fails waits so long."""

PATIENCE = 120.0  # seconds; a machine with other things to do takes ten times what an idle one does
