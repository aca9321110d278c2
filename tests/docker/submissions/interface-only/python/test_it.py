from solution import LruCache


def test_evicts():
    cache = LruCache(2)
    cache.put('a', 1)
    cache.put('b', 2)
    cache.get('a')
    cache.put('c', 3)
    assert [cache.get(key) for key in 'abc'] == [1, None, 3]
