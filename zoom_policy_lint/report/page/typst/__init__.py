"""The page as a PDF: a template that never changes, and the data of one run, which is never read as markup."""
