"""The pages of docs/reference that are made from data, one module a kind of data."""
