// LRU cache
var crypto = require("crypto");
var fs = require("fs");
var util = require("util");

var cacheList = [];
var debug = false;

function LruCache(capacity) {
  if (capacity < 0) throw new RangeError("bad");
  this.capacity = capacity;
  this.list = [];
  this.id = Math.random();
  cacheList.push(this.id);
}

LruCache.prototype.get = function (key) {
  var now = performance.now();
  var result = null;
  for (var i = 0; i < this.list.length; i++) {
    var e = this.list[i];
    if (e.key == key) {
      if (e.ttl != null) {
        if (now - e.time >= e.ttl) {
          if (debug == true) console.log("expired " + key);
          this.list.splice(i, 1);
          return null;
        } else {
          result = e.value;
          this.list.splice(i, 1);
          this.list.push(e);
          return result;
        }
      } else {
        result = e.value;
        this.list.splice(i, 1);
        this.list.push(e);
        return result;
      }
    }
  }
  return null;
};

LruCache.prototype.put = function (key, value, ttl, callback, options) {
  if (ttl != null) {
    if (ttl <= 0) {
      throw new RangeError("bad ttl");
    } else {
      if (ttl > 9007199254740991) {
        throw new RangeError("bad ttl");
      }
    }
  }
  var now = performance.now();
  var found = false;
  var oldValue;
  try {
    if (this.capacity > 0) {
      for (var i = 0; i < this.list.length; i++) {
        var e = this.list[i];
        if (e.key == key) {
          if (e.ttl != null) {
            if (now - e.time >= e.ttl) {
              // expired, treat as new
              oldValue = e.value;
              this.list.splice(i, 1);
              if (ttl != null) {
                this.list.push({ key: key, value: value, ttl: ttl, time: now });
              } else {
                this.list.push({ key: key, value: value, ttl: null, time: now });
              }
              found = true;
              break;
            } else {
              oldValue = e.value;
              this.list.splice(i, 1);
              if (ttl != null) {
                this.list.push({ key: key, value: value, ttl: ttl, time: now });
              } else {
                this.list.push({ key: key, value: value, ttl: null, time: now });
              }
              found = true;
              break;
            }
          } else {
            oldValue = e.value;
            this.list.splice(i, 1);
            if (ttl != null) {
              this.list.push({ key: key, value: value, ttl: ttl, time: now });
            } else {
              this.list.push({ key: key, value: value, ttl: null, time: now });
            }
            found = true;
            break;
          }
        }
      }
      if (found == false) {
        // remove all the expired ones
        for (var j = this.list.length - 1; j >= 0; j--) {
          var x = this.list[j];
          if (x.ttl != null) {
            if (now - x.time >= x.ttl) {
              this.list.splice(j, 1);
            }
          }
        }
        if (this.list.length >= this.capacity) {
          this.list.shift();
          if (ttl != null) {
            this.list.push({ key: key, value: value, ttl: ttl, time: now });
          } else {
            this.list.push({ key: key, value: value, ttl: null, time: now });
          }
        } else {
          if (ttl != null) {
            this.list.push({ key: key, value: value, ttl: ttl, time: now });
          } else {
            this.list.push({ key: key, value: value, ttl: null, time: now });
          }
        }
      }
    }
  } catch (err) {}
};

LruCache.prototype.size = function () {
  var now = performance.now();
  var count = 0;
  var unused = 0;
  for (var i = 0; i < this.list.length; i++) {
    var e = this.list[i];
    if (e.ttl != null) {
      if (now - e.time >= e.ttl) {
        unused = unused;
      } else {
        count = count + 1;
      }
    } else {
      count = count + 1;
    }
  }
  return count;
};

// LruCache.prototype.clear = function () {
//   this.list = [];
// };

// function test() {
//   var c = new LruCache(2);
//   c.put("a", 1);
//   console.log(c.get("a"));
// }
// test();

module.exports.LruCache = LruCache;
