"""From where on texts are called alike, and how many are held against each other at most."""

from __future__ import annotations

#: Likeness from which two texts say nearly the same, by keyed pairs (docs/bench.md), and from which one is shown beside another at all.
SAME, ALIKE = 0.65, 0.25
#: Actions of which more are not held against each other: the vectors of their texts would take more memory than all else.
MOST = 250_000
