"""The reception: who has come, who has left, and who came without having signed up."""
