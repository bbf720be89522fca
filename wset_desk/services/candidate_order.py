"""The order of lists of people."""

from wset_desk.storage.schema import Candidate

BY_NAME = (
    # folded, last name first: al-Masri and Özil stand where people look for them
    Candidate.search_text,
    Candidate.last_name,
    Candidate.first_name,
    Candidate.id,
)
