"""What we decide, pure: questions, ballots, codes, rolls, tallies, the evidence pack; no framework."""
