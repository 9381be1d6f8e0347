"""The brokers' desk: who is free, whose needs are unanswered, whom they should talk to and why."""
