"""Every text that a centre may word for itself, by its name."""

from collections.abc import Mapping

from wset_desk.domain.letters import LETTER_BLOCKS
from wset_desk.domain.notice_texts import NOTICE_BLOCKS
from wset_desk.domain.text_blocks import TextBlock

CENTRE_TEXTS: Mapping[str, TextBlock] = {
    block.name: block for block in (*NOTICE_BLOCKS, *LETTER_BLOCKS)
}
