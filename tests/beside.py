"""What every process beside the server loads first, loaded once for all that the tests start.

`tests/conftest.py` has the forkserver load this: planning and advice then begin at once, where each such process would
read its words anew, for two seconds and a half. Real servers, in the browser and in the scenarios, start theirs as
always.
"""

import borse.programme.process  # noqa: F401 -- loaded here, used in the processes that are made from this one
from borse.affinity import Post, affinities

affinities(
    [
        Post(id="need", kind="need", party="a", text="Vi trenger maling."),
        Post(id="offer", kind="offer", party="b", text="Vi gir bort maling."),
    ]
)
