"""What reaches people: an outbox, and e-mail, SMS, paper and telephone to empty it."""
