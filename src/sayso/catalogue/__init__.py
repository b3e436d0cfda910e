"""Facts as small tables: countries, forces, equipment, outlets, cue words."""
