"""A site served from memory: what `build` writes, without a folder, and kept up to date.

For the author's own machine and network, and for subscribers behind a proxy; who has millions of
readers publishes files. Knows the site and HTTP; must not know a terminal.
"""

from calendar_tool.serving.application import Application
from calendar_tool.serving.listening import claim, listen
from calendar_tool.serving.standing import Standing
from calendar_tool.serving.watching import Keeper

__all__ = ["Application", "Keeper", "Standing", "claim", "listen"]
