"""Names that break what was made for "Ana Silva": ten scripts, right to left, very long."""

NAMES_IN_SCRIPTS = (
    "Björk-Łukasiewicz",
    "Константин",
    "Ελευθερία",
    "محمد",
    "עינת",
    "प्रियंका",
    "ขวัญใจ",
    "小林さくら",
    "김민준",
    "Գայանե",
)
LONGEST_NAME = "Wolfeschlegelsteinhausenbergerdorff" * 3
HOSTILE_NAMES = (*NAMES_IN_SCRIPTS, LONGEST_NAME, "O'Neil & Sons <b>", "{name} %s")
