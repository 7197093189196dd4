"""How each kind of cell is read: one module a kind, pure functions from text to a typed value."""
