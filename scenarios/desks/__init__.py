"""Five notaries' desks on the free floor, each a real Chromium on a paired tablet: sixty agreements at once.

Some sat at a table and have hung up what they now promise, some say it all anew, some give something back; some have
written it on their telephones, whole or not. Whoever is next goes to whichever desk is free. Fingers press as fast as
the page lets them, so what the machine takes is measured while all desks want it at once; what people take is reckoned.
Then the server is killed, the desks go on, and every number must come when it is back.
"""
