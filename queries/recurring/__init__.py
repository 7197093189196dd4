"""Which recommendations say nearly the same: vectors of their words, pairs that are alike, groups of what was told again."""
