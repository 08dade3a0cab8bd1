"""From the text of a programme to a Programme and diagnostics: the only room that knows YAML."""
