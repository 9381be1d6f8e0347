"""What is kept about people: what, why and for how long; and that it goes when its time is over."""
