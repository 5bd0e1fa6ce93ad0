"""What is kept of a passcode, so that its strength can be judged without storing it."""

import unicodedata
from typing import Any


def passcode_shape(value: str) -> dict[str, Any]:
    """Whether there is a passcode, its length, and which classes of characters it has.

    Counted as a person would: blanks around it, accents as marks of their own and invisible characters add nothing
    to its length, and a blank inside is no special character. One of nothing else is no passcode.
    """
    seen = [sign for sign in value.strip() if unicodedata.category(sign)[0] not in "MC"]
    kinds = {
        "letters": any(sign.isalpha() for sign in seen),
        "digits": any(sign.isdigit() for sign in seen),
        "special": any(not sign.isalnum() and not sign.isspace() for sign in seen),
        "mixed_case": any(sign.isupper() for sign in seen) and any(sign.islower() for sign in seen),
    }
    return {"set": bool(seen), "length": len(seen), "classes": [name for name, found in kinds.items() if found]}
