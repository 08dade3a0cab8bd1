"""What changed, in the formats in which people and programs learn of it; they know no other one."""
