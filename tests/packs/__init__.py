"""Whole packs of rules, judged on accounts whose answers were worked out by hand."""
