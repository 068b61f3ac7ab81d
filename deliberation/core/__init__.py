"""The pure foundation: refusals, canonical bytes, chains and draws; standard library only."""
