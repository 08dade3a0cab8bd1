"""Event programmes in YAML become calendar feeds and printed agendas."""

__version__ = "0.1.0"
