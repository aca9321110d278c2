"""R8 to R10: many at once, a restart, and a server that is killed."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from kit import CREATED, PAGE, TAKEN, Link, ask_for, create, follow, has_hits, hits, leads_to, look_up, moment, told

KILL_AFTER_S = 0.5
AT_WORK = 8

# ── R8 ──


@pytest.mark.requirement("R8")
def test_unique_codes(service: Any) -> None:
    """Parallel creations each get a code of their own."""
    threads, each = 40, 3

    def make(thread: int) -> list[tuple[str, str]]:
        urls = [f"{PAGE}/{thread}/{number}" for number in range(each)]
        return [(create(service, url)["code"], url) for url in urls]

    made = [pair for pairs in service.at_once(threads, make) for pair in pairs]
    different = len({code for code, _ in made})
    assert different == threads * each, f"{threads * each} links got {different} different codes"
    wrong = [code for code, url in made[::4] if look_up(service, code)["url"] != url]
    assert not wrong, f"lead to another's URL: {', '.join(wrong)}"


@pytest.mark.requirement("R8")
def test_one_code_wanted_by_many(service: Any) -> None:
    """Of many that want one code exactly one gets it, and the others 409."""
    threads, rounds = 20, 40
    for number in range(rounds):
        code = f"wanted-{number}"
        answers = service.at_once(threads, lambda thread, code=code: ask_for(service, f"{PAGE}/{thread}", code=code))
        statuses = [answer.status_code for answer in answers]
        winners = [thread for thread, status in enumerate(statuses) if status in CREATED]
        assert len(winners) == 1, f"{len(winners)} of {threads} got the code {code}: {sorted(statuses)}"
        assert sum(status in TAKEN for status in statuses) == threads - 1, f"the others got {sorted(statuses)}"
        leads_to(service, code, f"{PAGE}/{winners[0]}")


@pytest.mark.requirement("R8")
def test_every_hit_counts(service: Any) -> None:
    """Redirects at once are all counted."""
    threads, each = 25, 6
    code = create(service)["code"]
    service.at_once(threads, lambda _thread: [follow(service, code) for _ in range(each)])
    has_hits(service, code, threads * each)


# ── R9 and R10 ──


class Kept:
    """Links of all kinds, to be found again as they were."""

    def __init__(self, service: Any, prefix: str) -> None:
        self.custom = f"{prefix}-custom"
        create(service, f"{PAGE}?q=größe#part", code=self.custom)
        codes = [self.custom, create(service, expires_in=3600)["code"]]
        codes += [create(service, f"{PAGE}/{number}")["code"] for number in range(10)]
        for number, code in enumerate(codes):
            for _ in range(number % 4):
                follow(service, code)
        self.links = {code: look_up(service, code) for code in codes}
        self.last = codes[-1]
        for _ in range(3):
            follow(service, self.last)
        self.links[self.last]["hits"] += 3

    def assert_kept(self, service: Any) -> None:
        """Everything is as it was, and new codes are new."""
        changed = {
            code: f"was {link}, is now {answer.status_code} {answer.text[:300]}"
            for code, link in self.links.items()
            if not is_still(answer := service.get(f"/links/{code}"), link)
        }
        assert not changed, f"{len(changed)} of {len(self.links)} links changed: {list(changed.items())[:2]}"
        ask_for(service, code=self.custom).expect(*TAKEN)
        made = [create(service)["code"] for _ in range(15)]
        assert len({*made, *self.links}) == len(made) + len(self.links), "a code was given away a second time"
        before = self.links[self.last]["hits"]
        follow(service, self.last)
        has_hits(service, self.last, before + 1)


def is_still(answer: Any, link: Link) -> bool:
    """Whether an answer tells about this link as it was, to the second."""
    if answer.status_code != 200:
        return False
    now = told(answer)
    if any(now.get(name) != link.get(name) for name in ("code", "short_url", "url", "hits")):
        return False
    until, was_until = now.get("expires_at"), link.get("expires_at")
    if until is None or was_until is None:
        return until == was_until
    return abs(moment(until) - moment(was_until)) < timedelta(seconds=1)


# On servers of their own: among the links of other tests, a numbering that begins anew would give away theirs.
@pytest.mark.fresh
@pytest.mark.requirement("R9")
def test_restart(service: Any) -> None:
    """Links, counts and taken codes survive a restart."""
    kept = Kept(service, "restart")
    service.restart()
    kept.assert_kept(service)


@pytest.mark.fresh
@pytest.mark.requirement("R10")
def test_kill(service: Any) -> None:
    """Links, counts and taken codes survive SIGKILL right after the last answer."""
    kept = Kept(service, "kill")
    service.kill()
    service.start()
    kept.assert_kept(service)


@pytest.mark.requirement("R10")
def test_kill_at_work(service: Any) -> None:
    """What was answered before SIGKILL in the middle of work is kept, and the server starts again."""
    codes = [create(service)["code"] for _ in range(AT_WORK)]
    made: list[tuple[str, str]] = []
    sent, followed = [0] * AT_WORK, [0] * AT_WORK

    def work(thread: int) -> None:
        if thread == 0:
            time.sleep(KILL_AFTER_S)
            service.kill()
            return
        # Once the server is gone, a request of this thread fails and so ends it.
        for number in range(10_000):
            try:
                if thread == 1:
                    url = f"{PAGE}/made/{number}"
                    made.append((create(service, url)["code"], url))
                    continue
                sent[thread] += 1
                follow(service, codes[thread])
            except RuntimeError:
                return  # With the server the client was closed, between two requests of this thread.
            followed[thread] += 1

    service.try_at_once(AT_WORK, work)
    service.start()
    lost = [made_code for made_code, url in made[-25:] if look_up(service, made_code)["url"] != url]
    assert not lost, f"acknowledged, and lost or changed: {', '.join(lost)}"
    for thread in range(2, AT_WORK):
        counted = hits(service, codes[thread])
        assert followed[thread] <= counted <= sent[thread], f"{counted} hits of {followed[thread]} redirects answered"


# Of a hidden suite; to be seen by nobody else: canary-30fb283cd719578fdf6a43cd
