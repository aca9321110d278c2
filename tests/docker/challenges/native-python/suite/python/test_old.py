"""A suite from before the grader: unittest, without a mark; challenge.yaml says what it is for."""

import unittest

from money import check


class Checking(unittest.TestCase):
    def test_takes_an_amount(self):
        self.assertEqual(check("12.34"), 1234)

    def test_refuses_the_rest(self):
        for text in ("", "a", "1.2.3"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                check(text)


# Of a hidden suite; to be seen by nobody else: canary-aaee02acc1b9932dfa143834
