"""An offset from UTC is masked beside a time of day, and nowhere else."""

from __future__ import annotations

import pytest
from blinded import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Date:   Mon Mar 2 10:00:00 2026 +0530", "Date:   Mon Mar 2 10:00:00 2026 [offset-1]"),
        ("2026-03-02T10:00:00+05:30", "2026-03-02T10:00:00[offset-1]"),
        ("2026-03-02T10:00:00.123456-08:00", "2026-03-02T10:00:00.123456[offset-1]"),
        ("2026-03-02T10:00-08:00", "2026-03-02T10:00[offset-1]"),
        ("2026-03-02 10:00:00+02", "2026-03-02 10:00:00[offset-1]"),
        ("02/Mar/2026:10:00:00 +0200", "02/Mar/2026:10:00:00 [offset-1]"),
        ("10:00 +0530", "10:00 [offset-1]"),
        ("at 10:00 GMT+3, or 9 am (UTC+05:30)", "at 10:00 [offset-1], or 9 am ([offset-2])"),
        ("10:00 EET; 10:00:00 PM IST", "10:00 [offset-1]; 10:00:00 PM [offset-2]"),
        ("10:00+02:00[Europe/Helsinki]", "10:00+02:00[[offset-1]]"),
        ("2026-03-02T10:00:00+02:00[Europe/Helsinki]", "2026-03-02T10:00:00[offset-1][[offset-2]]"),
        ("10:00 Europe/Helsinki", "10:00 [offset-1]"),
        ("TZ=Asia/Kolkata", "TZ=[offset-1]"),
        ("a <a@example.com> 1700000000 +0530", "a <a@example.com> 1700000000 [offset-1]"),
        ("10:00 +0530, 11:00 +0530, 12:00 +0200", "10:00 [offset-1], 11:00 [offset-1], 12:00 [offset-2]"),
    ],
)
def test_an_offset_beside_a_time_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "x = y +0100",
            '{"offset": "+0530"}',
            "09:00-17:00",
            "open 10:00 -1200",
            "10:00:00Z",
            "10:00:00+00:00",
            "10:00 +0000",
        ),
        *(
            "10:00 UTC",
            "AT TIME ZONE 'Europe/Berlin'",
            'ZoneId.of("Europe/Helsinki")',
            'TimeZone.getTimeZone("GMT+14")',
        ),
        *(
            "10:00:00+99:00",
            "10:00:00-05:17",
            "a[10:20+1000]",
            "1:2:3",
            "12:30:45 [main] INFO",
            "ratio 16:10+4",
            "GMT+0",
        ),
    ],
)
def test_what_is_no_offset_is_kept(text: str) -> None:
    assert shown(text) == text
