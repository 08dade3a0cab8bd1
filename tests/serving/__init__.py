"""`calendar-tool serve`, as a process of its own, asked over loopback."""
