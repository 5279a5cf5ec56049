"""The one exception a door has to know."""


class RuleViolation(Exception):
    """A rule of the product refuses what was asked; nothing has changed.

    `message` is a sentence for the person, in their language. `code` is stable, for programs and tests. `field` names
    the input that caused it, when there is one, so that a form can show the sentence beside it.
    """

    def __init__(self, message: str, *, code: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
