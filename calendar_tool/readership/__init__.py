"""Who reads the feeds of a site, from the access log of any web server.

Is handed lines and the times of change of a site's files; must not know disks, terminals, what a
programme is, or what time it is. What it says of a log is printable ASCII, whatever stood there.
"""

from calendar_tool.readership.figures import ClientFigures, FeedFigures, Figures
from calendar_tool.readership.lines import LONGEST
from calendar_tool.readership.tally import Tally

__all__ = ["LONGEST", "ClientFigures", "FeedFigures", "Figures", "Tally"]
