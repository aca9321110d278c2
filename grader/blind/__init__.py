"""Blind mode: who wrote a submission is masked in every text that is shown, and kept apart under a seal.

    texts        which texts of a grade a candidate can write
    identities   whom a submission gives away  <-  manifests, headers, places, words
    terms        finds their names  <-  spellings
    times        offsets from UTC and time zones
    masking      puts tokens in the place of all these, and takes them out again
    sealing      sealed.json

Everything here reads hostile text: a pattern takes time in proportion to the text, and there is a bound to
what is looked for.
"""

from __future__ import annotations

from grader.blind.headers import get_ready
from grader.blind.masking import anonymous, mask, unmask
from grader.blind.sealing import FILENAME as SEAL
from grader.blind.sealing import Sealed, read_seal, seal

__all__ = ["SEAL", "Sealed", "anonymous", "get_ready", "mask", "read_seal", "seal", "unmask"]
