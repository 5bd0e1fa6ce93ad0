"""The page for governors: what it says (`view` and its parts, which hold no markup) and how (`templates`)."""
