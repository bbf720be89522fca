"""What comes from a spreadsheet, and where it falls."""

from hypothesis import given
from hypothesis import strategies as st

from ui.desk.results.block import place, read_block, write_block

values = st.text(st.characters(exclude_characters="\t\r\n", codec="utf-8")).map(str.strip)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[values] * width), min_size=1, max_size=6)
)


def test_a_column_as_excel_copies_it() -> None:
    assert read_block("92\r\n86\r\n\r\n54,99\r\n") == (("92",), ("86",), ("",), ("54,99",))


def test_two_columns_with_spaces_around_the_values() -> None:
    assert read_block(" 92\t41 \n86\t") == (("92", "41"), ("86", ""))


def test_blank_cells_fall_nowhere() -> None:
    placed = place((("92", ""), ("", "41")), row=3, column=0)
    assert [(each.row, each.column, each.text) for each in placed] == [(3, 0, "92"), (4, 1, "41")]


@given(blocks)
def test_a_block_comes_back_as_it_was_written(block: list[tuple[str, ...]]) -> None:
    assert read_block(write_block(block) + "\n") == tuple(block)


@given(blocks, st.integers(0, 9), st.integers(0, 1))
def test_every_value_has_one_place_of_its_own(
    block: list[tuple[str, ...]], row: int, column: int
) -> None:
    placed = place(tuple(block), row, column)
    assert sorted(each.text for each in placed) == sorted(
        value for line in block for value in line if value
    )
    assert len({(each.row, each.column) for each in placed}) == len(placed)
    assert all(block[p.row - row][p.column - column] == p.text for p in placed)
