"""The rules of what is written: phases of a campaign and the term analysis; no Django, integers only."""
