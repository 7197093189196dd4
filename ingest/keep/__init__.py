"""Originals, uploads, shipped plans, the store, corrections, versions, reading again."""
