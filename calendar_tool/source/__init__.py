"""From the text of a programme to a Programme and its diagnostics: the only room that knows YAML."""
