"""What publishing refuses."""

from calendar_tool.errors import RefusedError


class PublishingError(RefusedError):
    """A site cannot be put there; why is in `wording/*/publishing.toml`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"publishing.{key}", **values)
