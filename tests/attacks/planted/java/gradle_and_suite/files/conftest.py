print("REACHED the suite's place")


def test_share(submission):
    assert submission
