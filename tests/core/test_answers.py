from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digienv.core.answers import Date, Expected, Items, Money, Name, Number, Time


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (Money("0"), "$0.00"),
        (Money("4.5"), "£4.50"),
        (Money("4.5"), "It costs £4.50."),
        (Money("1234.5"), "1,234.50 GBP"),
        (Money(17.95), "17.95"),
        (Number(1200), "1,200"),
        (Number(3), "3.0"),
        (Number(3), "There are 3 of them."),
        (Number(-4), "-4"),
        (Date(date(2026, 3, 7)), "2026-03-07"),
        (Date(date(2026, 3, 7)), "7 March 2026"),
        (Date(date(2026, 3, 7)), "March 7th, 2026"),
        (Date(date(2026, 3, 7)), "on the 7th of March, 2026"),
        (Date(date(2026, 3, 7)), "07/03/2026"),
        (Time(time(17, 0)), "17:00"),
        (Time(time(17, 0)), "5 pm"),
        (Time(time(17, 0)), "It closes at 5 p.m. on Saturdays."),
        (Time(time(17, 30)), "5.30pm"),
        (Time(time(9, 5)), "09:05:00"),
        (Time(time(0, 15)), "12:15 am"),
        (Time(time(12, 0)), "12 PM"),
        (Name("Crème brûlée dish"), "  creme  brulee dish. "),
        (Name("Halden mug"), '"Halden mug"'),
        (Name("Being processed", also=("processing",)), "Processing"),
        (Items([Name("red"), Name("blue")]), "blue, red"),
        (Items([Name("red"), Name("blue")]), "- red\n- blue"),
        (Items([Name("red"), Name("blue")]), "red and blue"),
        (Items([Name("salt, fine"), Name("pepper")]), "salt, fine; pepper"),
        (Items([Number(2), Number(2)]), "2, 2"),
    ],
)
def test_forms_of_the_right_answer(expected: Expected, answer: str) -> None:
    assert expected.matches(answer)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        (Money("4.5"), "£4.05"),
        (Money("4.5"), "£4.50 or £5.00"),
        (Money("4.5"), ""),
        (Money("4.5"), "£14.50"),
        (Number(3), "13"),
        (Number(3), "3 or 4"),
        (Number(3), "three"),
        (Date(date(2026, 3, 7)), "2026-07-03"),
        (Date(date(2026, 3, 7)), "7 March 2026 or 8 March 2026"),
        (Date(date(2026, 3, 7)), "March 2026"),
        (Time(time(17, 0)), "5:00"),
        (Time(time(17, 0)), "17"),
        (Time(time(17, 0)), "10:00 to 17:00"),
        (Time(time(17, 0)), "17:00 or 18:00"),
        (Time(time(17, 0)), "17:001"),
        (Time(time(17, 0)), "117:00"),
        (Name("Halden mug"), "not the Halden mug"),
        (Name("Halden mug"), "Halden mugs"),
        (Items([Name("red"), Name("blue")]), "red"),
        (Items([Name("red"), Name("blue")]), "red, blue, green"),
        (Items([Name("red"), Name("blue")]), "red, red"),
    ],
)
def test_wrong_answers(expected: Expected, answer: str) -> None:
    assert not expected.matches(answer)


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_amounts_match_themselves_alone(value: Decimal, other: Decimal) -> None:
    for form in (f"£{value:,.2f}", f"{value:.2f}", f"The total is GBP {value:.2f}."):
        assert Money(value).matches(form)
        assert Money(other).matches(form) == (value == other)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_match_themselves_alone(value: date, other: date) -> None:
    for form in (value.isoformat(), f"{value:%d %B %Y}", f"{value:%B %d, %Y}", f"{value:%d/%m/%Y}"):
        assert Date(value).matches(form)
        assert Date(other).matches(form) == (value == other)


@given(st.times(), st.times())
def test_times_match_themselves_alone(value: time, other: time) -> None:
    for form in (f"{value:%H:%M}", f"{value:%I:%M %p}", f"at {value:%I.%M%p}."):
        assert Time(value).matches(form)
        assert Time(other).matches(form) == ((value.hour, value.minute) == (other.hour, other.minute))


@given(st.text(max_size=200))
def test_any_answer_can_be_judged(answer: str) -> None:
    for expected in (
        Money("1"),
        Number(1),
        Date(date(2026, 1, 1)),
        Name("x"),
        Time(time(9)),
        Items([Name("x"), Number(1)]),
    ):
        expected.matches(answer)
