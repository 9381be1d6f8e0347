"""What makes one conversation more worth having than another, with a reason beside each number. Read it aloud.

The numbers are added; the affinity of a pair (0 to 100) is what they are measured by.
"""

# A broker has heard it from them: somebody wants to talk, and a broker stands ready to bring them together.
HEARD = 50
# They said so on the board, perhaps weeks ago.
SAID_ON_THE_BOARD = 40
# Each need without an answer that one of them could answer; a third adds nothing to one conversation.
OPEN_NEED, MOST_OPEN_NEEDS = 25, 2
# Who has no agreement yet goes before who has: each of the two counts.
NO_AGREEMENT = 15
# Both can talk now. Who must wait a round may have found somebody else by then.
NOW = 20

# An affinity below this may be a coincidence of words: no answer to a need, and no promise in a ring.
LEAST_FOR_A_NEED = 0.3
# As many as a broker reads standing up, for one party; and how many are kept for when those are met or agreed.
PARTNERS_SHOWN, PARTNERS_KEPT = 8, 24
# Who could answer a need: shown at once, and kept for when those are taken.
HELPERS_SHOWN, HELPERS_KEPT = 3, 12
# Of all conversations that could begin now, this many of the best by their words are weighed: enough for a page.
WEIGHED_NOW = 300
# Reasons for a pair: more are not read, and some are kept for when the first needs are answered.
REASONS_SHOWN, REASONS_KEPT = 2, 8

# Rings: each need with its best few offers (measured: 300 parties, 1800 answers, proven best in under a second; with
# twice as many answers ten times as long and half again as many rings). A party in three rings would keep no promise.
RING_OFFERS_PER_NEED, RINGS_PER_PARTY = 3, 2
RING_SECONDS = 5.0
# How long what was reckoned holds, whatever happens: brokers walk, and a list that changes all the time is not read.
HOLDS_SECONDS = 20.0
