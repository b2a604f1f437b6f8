"""Who there is: institutions with names, identifiers, sources and succession."""
