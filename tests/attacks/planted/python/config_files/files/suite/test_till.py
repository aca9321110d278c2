def test_share():
    pass
