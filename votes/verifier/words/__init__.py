"""The words for codes, one module a subject; `votes.verifier.wording` joins them."""
