"""A ledger that cannot be read."""

from calendar_tool.errors import RefusedError


class LedgerError(RefusedError):
    """A ledger or a published feed is not what we write; why is in `wording/*/ledger.toml`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"ledger.{key}", **values)
