"""A string that cannot be printed, logged, pickled or serialised by accident."""

import hmac
from typing import Any, Final, NoReturn, SupportsIndex

MASK: Final = "•••"


class Secret:
    """Holds a token or a key; the only way to the value is `reveal()`.

    Not a subclass of `str`: `json.dumps` would write the value of a subclass without asking it. Two secrets compare
    in constant time and a secret never equals a plain string, so that a test for equality cannot leak one either.
    """

    __slots__ = ("__value",)

    def __init__(self, value: "str | Secret" = "") -> None:
        self.__value: str = value.reveal() if isinstance(value, Secret) else value

    def reveal(self) -> str:
        """The value itself; call it at the last moment, in the line that sends or encrypts it."""
        return self.__value

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash(("Secret", self.__value))

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("A Secret cannot be pickled; pass the id of the row that holds it.")
