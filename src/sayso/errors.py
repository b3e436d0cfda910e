"""Errors that a user can act on: each says what is wrong, where, and what to do next."""


class SaysoError(Exception):
    """A fault that is explained to the user in one sentence, without a traceback.

    Args:
        what: what is wrong, with the words or values concerned.
        where: the file, line, option or row that it is about; empty where the message names it.
        hint: what to do next; empty where there is nothing to be done.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(str(self))

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.hint}" if self.hint else text


class InputError(SaysoError):
    """A file, folder, column or text that cannot be read as asked."""


class NotFoundError(InputError):
    """Something that is asked for by its id or name, and that the ledger does not hold."""


class InvalidValueError(SaysoError):
    """A value that has the wrong form, such as a date that does not exist."""


class ModelError(SaysoError):
    """Weights or a model server that are missing, changed or answer wrongly."""


class LedgerError(SaysoError):
    """A ledger that cannot be opened, read or written."""


class SettingsError(SaysoError):
    """An option or setting that is unknown or contradicts another."""
