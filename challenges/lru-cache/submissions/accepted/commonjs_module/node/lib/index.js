"use strict";

const { LruCache } = require("./lru-cache.js");

module.exports = { LruCache };
