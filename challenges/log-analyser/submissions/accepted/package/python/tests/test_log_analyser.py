"""The rules of the brief, by example."""

import gzip
import io
import unittest

from log_analyser.inputs import split_lines, unpacked
from log_analyser.parsing import Malformed, parse, readable
from log_analyser.report import Tally, most_frequent, percentile

GOOD = b'2001:DB8::0:1 - - [10/Mar/2025:13:55:36 +0000] "GET /a\\"b?q HTTP/1.1" 404 - "-" "x \\" y" 41'


class Parsing(unittest.TestCase):
    def test_reads_every_field(self):
        self.assertEqual(parse(GOOD), ("2001:db8::1", b'/a\\"b', 404, 0, 41))

    def test_refuses_what_is_nearly_right(self):
        for right, wrong in ((b" 404 ", b" 604 "), (b" 41", b" 4.1"), (b"GET /", b"get /"), (b'y" 41', b'y\\" 41')):
            with self.subTest(wrong=wrong), self.assertRaises(Malformed):
                parse(GOOD.replace(right, wrong))

    def test_resolves_two_escapes_only(self):
        self.assertEqual(readable(b'\\"\\\\\\x16\\\\"\xff'), '"\\\\x16\\"\ufffd')


class Counting(unittest.TestCase):
    def test_percentiles_by_nearest_rank(self):
        tally = Tally()
        for ms in range(1, 21):
            tally.times[ms] += 1
        self.assertEqual([percentile(tally.times, p) for p in (50, 95, 99)], [10, 19, 20])

    def test_ties_by_text(self):
        self.assertEqual(most_frequent({"b": 1, "a": 1, "c": 2}, 2), [("c", 2), ("a", 1)])

    def test_empty_lines_count_as_nothing(self):
        tally = Tally()
        for line in (b"", b" ", GOOD):
            tally.add_line(line)
        report = tally.report(10)
        self.assertEqual((report["requests"], report["malformed"]), (1, 1))


class Reading(unittest.TestCase):
    def test_lines_end_with_lf_or_crlf(self):
        self.assertEqual(list(split_lines(iter([b"a\r\nb", b"c\n\nd\x0be"]))), [b"a", b"bc", b"", b"d\x0be"])

    def test_all_members_are_unpacked(self):
        packed = gzip.compress(b"one\n") + gzip.compress(b"two\n")
        self.assertEqual(b"".join(unpacked(io.BytesIO(packed))), b"one\ntwo\n")

    def test_a_cut_member_is_noticed(self):
        with self.assertRaises(EOFError):
            list(unpacked(io.BytesIO(gzip.compress(b"one\n")[:-3])))


if __name__ == "__main__":
    unittest.main()
