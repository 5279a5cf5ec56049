"""Random public identifiers: what a URL shows instead of a counting number."""

import secrets

# No look-alikes (0 O o, 1 l I): people read these aloud to the help desk.
ALPHABET = "23456789abcdefghijkmnpqrstuvwxyz"


def random_code(length: int) -> str:
    """Return `length` random characters (5 bits each) from an alphabet without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_public_id() -> str:
    """Return a public id: 14 characters, 70 random bits."""
    return random_code(14)


def new_link_code() -> str:
    """Return the code of a tracked link: 10 characters, 50 random bits, unique within an organisation."""
    return random_code(10)


def new_organisation_code() -> str:
    """Return an organisation's code in tracked links: 5 characters, unique in the installation."""
    return random_code(5)
