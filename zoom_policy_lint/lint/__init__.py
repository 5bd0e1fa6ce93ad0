"""Rules about rules: whether a rule proves what it says, and can be read."""
