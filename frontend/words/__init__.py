"""The words for codes, one module an application; `frontend.wording` joins them."""
