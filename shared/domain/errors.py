"""Refusals by a rule, each with a stable code, so that every edge can translate it once."""


class RuleBroken(ValueError):
    """A rule of the field refuses this; ``code`` is stable, ``details`` are for the message.

    It is whoever sent the input that is at fault, never the program: a bug is an ``assert``.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        said = ", ".join(f"{name}={value!r}" for name, value in details.items())
        super().__init__(f"{code} ({said})" if said else code)
