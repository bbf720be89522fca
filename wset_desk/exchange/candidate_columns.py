"""What people write above the columns of a file of candidates."""

from collections.abc import Mapping

from wset_desk.domain.candidate_rows import LABELS
from wset_desk.domain.candidates import CandidateField
from wset_desk.exchange.columns import Headings

_HEADINGS: Mapping[str, str] = {
    CandidateField.CANDIDATE_NUMBER: (
        "candidate number|candidate no|candidate id|candidate|number|no|wset number|wset no|"
        "wset id|wset candidate number|wset candidate no|student number|student no|student id|"
        "membership number|id|nr|num|ref|reference"
    ),
    CandidateField.FULL_NAME: (
        "name|full name|candidate name|student name|student|name of candidate|learner|learner name"
    ),
    CandidateField.FIRST_NAME: (
        "first name|first names|firstname|given name|given names|forename|forenames|christian name|"
        "first|vorname|prenom|nombre|nome|imie"
    ),
    CandidateField.LAST_NAME: (
        "last name|lastname|surname|family name|familyname|second name|last|nachname|nom|"
        "apellido|apellidos|cognome|nazwisko"
    ),
    CandidateField.BIRTH_DATE: (
        "date of birth|dob|d o b|birth date|birthdate|birthday|born|date birth|birth|"
        "geburtsdatum|date de naissance|fecha de nacimiento|data di nascita"
    ),
    CandidateField.EMAIL: (
        "email|e mail|email address|e mail address|mail|contact email|candidate email"
    ),
    CandidateField.PHONE: (
        "phone|telephone|phone number|telephone number|mobile|mobile number|mobile phone|tel|"
        "contact number|cell|cell phone|mobile no|phone no|telephone no|tel no|telefon"
    ),
    CandidateField.ADDRESS: "address|postal address|home address|full address",
    CandidateField.TIME_ZONE: "time zone|timezone|zone|tz",
    CandidateField.EXTRA_TIME_PERCENT: (
        "extra time|extra time percent|extra time percentage|additional time|et"
    ),
    CandidateField.REST_BREAKS: "rest breaks|rest break|breaks|supervised breaks",
    CandidateField.LARGE_TEXT: "large text|large print|enlarged paper|large type",
    CandidateField.ADJUSTMENT_NOTES: (
        "adjustments|adjustment|adjustment notes|reasonable adjustments|access arrangements|"
        "special requirements|needs"
    ),
    CandidateField.NOTES: "notes|note|comments|comment|remarks",
}

CANDIDATE_COLUMNS = Headings(
    LABELS,
    _HEADINGS,
    spare={CandidateField.FULL_NAME: (CandidateField.FIRST_NAME, CandidateField.LAST_NAME)},
)
