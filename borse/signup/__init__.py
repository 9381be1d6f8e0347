"""Sign-up: parties, people and posts come in, by the form, by import, on somebody's behalf; and leave again."""
