import time
import threading
import json
import os
from collections import *

# LRU cache solution
# author: me, started from an old project of mine

DEBUG = False
caches = []
MAXTTL = 9007199254740991


class LruCache:
    def __init__(self, capacity, name=None, options={}, history=[]):
        if capacity < 0:
            raise ValueError("bad")
        self.capacity = capacity
        self.keys = []
        self.values = []
        self.times = []
        self.ttls = []
        self.name = name
        self.options = options
        self.history = history
        self.lock = threading.Lock()
        self.hits = 0
        self.misses = 0
        caches.append(name)

    def get(self, key):
        # find the key
        found = False
        index = -1
        now = time.monotonic()
        tmp = None
        for i in range(len(self.keys)):
            if self.keys[i] == key:
                if self.ttls[i] is not None:
                    if (now - self.times[i]) * 1000 >= self.ttls[i]:
                        if DEBUG == True:
                            print("expired", key)
                        found = False
                    else:
                        found = True
                        index = i
                else:
                    found = True
                    index = i
        if found == False:
            # remove the expired ones
            try:
                i = 0
                while i < len(self.keys):
                    if self.ttls[i] is not None:
                        if (now - self.times[i]) * 1000 >= self.ttls[i]:
                            del self.keys[i]
                            del self.values[i]
                            del self.times[i]
                            del self.ttls[i]
                        else:
                            i = i + 1
                    else:
                        i = i + 1
            except:
                pass
            self.misses = self.misses + 1
            return None
        else:
            v = self.values[index]
            t = self.times[index]
            x = self.ttls[index]
            del self.keys[index]
            del self.values[index]
            del self.times[index]
            del self.ttls[index]
            self.keys.append(key)
            self.values.append(v)
            self.times.append(t)
            self.ttls.append(x)
            self.hits = self.hits + 1
            return v

    def put(self, key, value, ttl_ms=None):
        if ttl_ms != None:
            if ttl_ms <= 0:
                raise ValueError("bad ttl")
            else:
                if ttl_ms > MAXTTL:
                    raise ValueError("bad ttl")
                else:
                    pass
        if self.capacity == 0:
            return
        now = time.monotonic()
        old = None
        # is the key there already?
        if key in self.keys:
            for i in range(len(self.keys)):
                if self.keys[i] == key:
                    old = self.values[i]
                    del self.keys[i]
                    del self.values[i]
                    del self.times[i]
                    del self.ttls[i]
                    break
            self.keys.append(key)
            self.values.append(value)
            self.times.append(now)
            self.ttls.append(ttl_ms)
            return
        else:
            # remove the expired ones
            try:
                i = 0
                while i < len(self.keys):
                    if self.ttls[i] is not None:
                        if (now - self.times[i]) * 1000 >= self.ttls[i]:
                            del self.keys[i]
                            del self.values[i]
                            del self.times[i]
                            del self.ttls[i]
                        else:
                            i = i + 1
                    else:
                        i = i + 1
            except:
                pass
            if len(self.keys) >= self.capacity:
                # evict the first one
                del self.keys[0]
                del self.values[0]
                del self.times[0]
                del self.ttls[0]
            self.keys.append(key)
            self.values.append(value)
            self.times.append(now)
            self.ttls.append(ttl_ms)
            return

    def size(self):
        count = 0
        now = time.monotonic()
        for i in range(len(self.keys)):
            if self.ttls[i] is not None:
                if (now - self.times[i]) * 1000 >= self.ttls[i]:
                    continue
                else:
                    count = count + 1
            else:
                count = count + 1
        return count

    # def size(self):
    #     return len(self.keys)

    # def clear(self):
    #     self.keys = []
    #     self.values = []

    def dump(self, path):
        try:
            f = open(path, "w")
            f.write(json.dumps([self.keys, self.values]))
        except Exception as e:
            pass


# c = LruCache(2)
# c.put("a", 1)
# c.put("b", 2)
# print(c.get("a"))
