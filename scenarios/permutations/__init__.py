"""Any order, any duplication, any clock: the same final state.

Hypothesis makes up an evening at the door: tablets that write entries about the same few people, undo what others
wrote, register the same newcomers under other spellings, and name walk-ins that lie on another tablet. The entries
reach the server in any order, in batches cut anywhere, some of them again and again, from devices whose clocks are
wrong by up to a day. What the file holds afterwards must be what it holds when each came once, in the order of writing.

The entries go through the models and the bus as `POST /{slug}/ko` sends them, into a real SQLite file; each evening is
rolled back when it has been looked at. Shared by `python -m scenarios permutations` and the tests.
"""
