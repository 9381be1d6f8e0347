"""The balance: while sign-up is open, what there is too little of, and whom to invite."""
