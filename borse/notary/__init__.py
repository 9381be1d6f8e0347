"""Intentions and agreements: registered by a broker or a notary, approved, knocked through. A ledger: versions only."""
