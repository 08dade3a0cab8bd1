"""Calendar programs that people have, each reading the feeds of a site that was published twice.

They are programs of their own: looked for in the folder that CALENDAR_TOOL_CLIENTS names, which is
a virtual environment and holds `node_modules`, then beside this Python and on the PATH. They talk
to the loopback address alone.
"""
