from __future__ import annotations

from holdfire.base.delimited import MAX_RECORD_LINES, delimited_rows


def test_records_keep_their_line_and_text() -> None:
    rows = list(delimited_rows(b'\xef\xbb\xbfa,b\r\n1,"x\ny"\n\n3,4'))
    assert [row.cells for row in rows] == [("a", "b"), ("1", "x\ny"), (), ("3", "4")]
    assert [row.line for row in rows] == [1, 2, 4, 5]
    assert rows[1].content == '1,"x\ny"'
    assert [row.blank for row in rows] == [False, False, True, False]


def test_an_open_quotation_mark_spoils_its_own_line_only() -> None:
    rows = list(delimited_rows(b'1,"open\n2,ok\n3,ok\n'))
    assert rows[0].problem == "a quotation mark is never closed"
    assert rows[0].content == '1,"open'
    assert [row.cells for row in rows[1:]] == [("2", "ok"), ("3", "ok")]


def test_a_record_without_end_is_given_up_after_a_bounded_number_of_lines() -> None:
    rows = list(delimited_rows(b'1,"open\n' + b"2,ok\n" * (2 * MAX_RECORD_LINES)))
    assert rows[0].problem == "a quotation mark is never closed"
    assert len(rows) == 1 + 2 * MAX_RECORD_LINES
    assert all(row.problem is None for row in rows[1:])


def test_bytes_of_another_encoding_are_shown_and_refused() -> None:
    rows = list(delimited_rows(b"1,\xff\n2,ok\n"))
    assert rows[0].problem == "a byte is not of the file's encoding"
    assert rows[0].content == r"1,\xff"
    assert rows[1].cells == ("2", "ok")


def test_null_bytes_and_giant_fields_are_refused_and_the_next_row_is_read() -> None:
    raw = b"1,a\x00b\n2," + b"x" * 200_000 + b"\n3,ok\n"
    rows = list(delimited_rows(raw))
    assert [row.problem is None for row in rows] == [False, False, True]
    assert rows[2].cells == ("3", "ok")


def test_other_separators_and_line_signs_stay_inside_their_cell() -> None:
    rows = list(delimited_rows("1;a\u2028b\x0cc\n".encode(), delimiter=";"))
    assert rows[0].cells == ("1", "a\u2028b\x0cc")


def test_an_empty_file_has_no_rows() -> None:
    assert list(delimited_rows(b"")) == []
