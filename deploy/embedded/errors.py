"""The one error of this package that a person reads: a sentence that says what is wrong and what to do.

Everything else that goes wrong here is a bug or a fault of the machine and keeps its traceback.
"""


class StackError(Exception):
    """The stack cannot start, run or be found; the message is shown to the operator as it is."""
