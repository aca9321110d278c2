"use strict";

// Values as they cross between two boxes (sandbox/README.md): JSON and its tagged objects, by the declared type.
// Whatever is used here was taken hold of before the candidate's code runs, which may replace any of it.

const {
  isAnyArrayBuffer,
  isArgumentsObject,
  isBoxedPrimitive,
  isDataView,
  isMap,
  isNumberObject,
  isSet,
  isStringObject,
  isUint8Array,
  isUint8ClampedArray,
} = require("node:util").types;

const bound = (method) => Function.prototype.call.bind(method);
const { BigInt, Map, Number, Set } = globalThis;
const { isArray } = Array;
const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, is, keys } = Object;
const { isInteger, isSafeInteger } = Number;
const { isView } = ArrayBuffer;
const stringify = JSON.stringify;
const bufferOf = Buffer.from;
const baseText = bound(Buffer.prototype.toString);
const eachOfMap = bound(Map.prototype.forEach);
const eachOfSet = bound(Set.prototype.forEach);
const fullMatch = bound(RegExp.prototype.test);
const cut = bound(String.prototype.slice);
const isWellFormed = bound(String.prototype.isWellFormed);
const toWellFormed = bound(String.prototype.toWellFormed);
const unboxed = { Number: bound(Number.prototype.valueOf), String: bound(String.prototype.valueOf) };

const MAX_DEPTH = 64;
const MAX_DIGITS = 4000;
const INTEGER = /^-?[0-9]+$/;
const KEY_OF_AN_INTEGER = /^(0|-?[1-9][0-9]{0,14})$/;

/** Something that does not follow the value format, or is nested too deeply. */
class BadValue extends Error {
  #ours = true;

  /** Whether it is one; asks nothing of what may be a proxy. */
  static is(error) {
    return typeof error === "object" && error !== null && #ours in error;
  }
}

// ── declared types ──

const ANY = { name: "any", inner: [], optional: true };
const parsed = { __proto__: null };

/** The type for a notation such as `map[str, int?]`; the host has refused what does not parse. */
function typeOf(notation) {
  if (notation === undefined) return ANY;
  return (parsed[notation] ??= parse(notation.match(/[a-z]+|[?[\],]/g)));
}

function parse(tokens) {
  const type = { name: tokens.shift(), inner: [], optional: false };
  if (tokens[0] === "[") {
    while (tokens.shift() !== "]") type.inner.push(parse(tokens));
  }
  if (tokens[0] === "?") type.optional = tokens.shift() === "?";
  return type;
}

const innerOf = (type, index) => type.inner[type.name === "tuple" ? index : 0] ?? ANY;

// ── what comes in ──

/** The value for parsed JSON, in the form that a declared type has here; changes arrays and objects in place. */
function decode(data, type = ANY, depth = 0) {
  if (typeof data !== "object" || data === null) return data;
  if (depth > MAX_DEPTH) throw new BadValue(`nested more than ${MAX_DEPTH} deep`);
  if (isArray(data)) return decodeItems(data, type, depth);
  const names = keys(data);
  if (names.length === 1 && names[0][0] === "$") return decodeTagged(names[0], data[names[0]], type, depth);
  if (type.name === "map") {
    const found = new Map();
    for (let at = 0; at < names.length; at++) found.set(names[at], decode(data[names[at]], type.inner[1], depth + 1));
    return found;
  }
  // An own "__proto__", as JSON.parse makes it, is written to like any other key.
  for (let at = 0; at < names.length; at++) data[names[at]] = decode(data[names[at]], ANY, depth + 1);
  return data;
}

function decodeItems(items, type, depth) {
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (typeof item === "object" && item !== null) items[at] = decode(item, innerOf(type, at), depth + 1);
  }
  return items;
}

function decodeTagged(tag, content, type, depth) {
  switch (tag) {
    case "$int":
      if (typeof content !== "string" || content.length > MAX_DIGITS || !fullMatch(INTEGER, content)) break;
      return type.name === "float" ? Number(content) : BigInt(content);
    case "$float":
      return { nan: NaN, inf: Infinity, "-inf": -Infinity }[content];
    case "$bytes":
      return bufferOf(content, "base64");
    case "$tuple":
      return decodeItems(content, type, depth + 1);
    case "$set":
      return new Set(decodeItems(content, type, depth + 1));
    case "$map": {
      const [ofKey, ofItem] = type.name === "map" ? type.inner : [ANY, ANY];
      const found = new Map();
      for (let at = 0; at < content.length; at++) {
        found.set(decode(content[at][0], ofKey, depth + 1), decode(content[at][1], ofItem, depth + 1));
      }
      return found;
    }
  }
  throw new BadValue(`${tag} is not what it should be`);
}

// ── what goes out ──

/** The JSON text for a value, read without calling any method of its own but getters. */
function encode(value, type = ANY, depth = 0) {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      return encodeNumber(value, type);
    case "boolean":
      return value ? "true" : "false";
    case "undefined":
      return "null";
    case "bigint":
      return encodeInteger(value);
    case "object":
      return value === null ? "null" : encodeObject(value, type, depth);
    default:
      return `{"$opaque":"${typeof value}"}`;
  }
}

const quoted = (text) => stringify(isWellFormed(text) ? text : toWellFormed(text));

function encodeNumber(value, type) {
  if (!isInteger(value)) {
    if (value !== value) return '{"$float":"nan"}';
    return value === Infinity ? '{"$float":"inf"}' : value === -Infinity ? '{"$float":"-inf"}' : `${value}`;
  }
  // Where an integer is declared, nobody can tell the negative zero from the other.
  if (value === 0) return is(value, -0) && type.name !== "int" ? "-0.0" : "0";
  return isSafeInteger(value) || type.name === "float" ? `${value}` : encodeInteger(BigInt(value));
}

function encodeInteger(value) {
  if (value >= -0x1fffffffffffffn && value <= 0x1fffffffffffffn) return `${value}`;
  const digits = `${value}`;
  if (digits.length > MAX_DIGITS) throw new BadValue("an integer has too many digits");
  return `{"$int":"${digits}"}`;
}

function encodeObject(value, type, depth) {
  if (depth > MAX_DEPTH) throw new BadValue(`nested more than ${MAX_DEPTH} deep`);
  if (isArray(value) || isArgumentsObject(value)) return encodeItems(value, type, depth);
  if (isMap(value)) return encodeMap(value, type, depth);
  if (isSet(value)) return encodeSet(value, type, depth);
  if (isView(value) || isAnyArrayBuffer(value)) return encodeBinary(value, type, depth);
  if (isBoxedPrimitive(value)) return encodeBoxed(value, type, depth);
  const prototype = getPrototypeOf(value);
  // Object.prototype of whatever realm, or none at all; an instance of a class has at least two above it.
  if (prototype === null || getPrototypeOf(prototype) === null) return encodeRecord(value, type, depth);
  return opaque(value);
}

function encodeItems(items, type, depth) {
  const { length } = items;
  let text = "[";
  for (let at = 0; at < length; at++) text += (at ? "," : "") + encode(items[at], innerOf(type, at), depth + 1);
  return text + "]";
}

function encodeSet(value, type, depth) {
  let text = "";
  eachOfSet(value, (item) => {
    text += (text && ",") + encode(item, innerOf(type, 0), depth + 1);
  });
  return `{"$set":[${text}]}`;
}

function encodeMap(value, type, depth) {
  let plain = true;
  eachOfMap(value, (_, key) => {
    plain &&= typeof key === "string" && key[0] !== "$";
  });
  const [ofKey, ofItem] = type.name === "map" ? type.inner : [ANY, ANY];
  let text = "";
  eachOfMap(value, (item, key) => {
    const name = plain ? quoted(key) + ":" : "[" + encode(key, ofKey, depth + 1) + ",";
    text += (text && ",") + name + encode(item, ofItem, depth + 1) + (plain ? "" : "]");
  });
  return plain ? `{${text}}` : `{"$map":[${text}]}`;
}

/** Own enumerable properties; where a map from integers is declared, names that are integers are keys of that kind. */
function encodeRecord(value, type, depth) {
  const names = keys(value);
  const [ofKey, ofItem] = type.name === "map" ? type.inner : [ANY, ANY];
  let plain = true;
  let integers = ofKey.name === "int" && names.length > 0;
  for (let at = 0; at < names.length; at++) {
    plain &&= names[at][0] !== "$";
    integers &&= fullMatch(KEY_OF_AN_INTEGER, names[at]);
  }
  plain &&= !integers;
  let text = "";
  for (let at = 0; at < names.length; at++) {
    const name = plain ? quoted(names[at]) + ":" : `[${integers ? names[at] : quoted(names[at])},`;
    text += (at ? "," : "") + name + encode(value[names[at]], ofItem, depth + 1) + (plain ? "" : "]");
  }
  return plain ? `{${text}}` : `{"$map":[${text}]}`;
}

function encodeBinary(value, type, depth) {
  const octets = isUint8Array(value) || isUint8ClampedArray(value);
  if (isView(value) && !isDataView(value) && (!octets || type.name === "list")) {
    return encodeItems(value, type, depth);
  }
  const bytes = isView(value) ? bufferOf(value.buffer, value.byteOffset, value.byteLength) : bufferOf(value);
  return `{"$bytes":"${baseText(bytes, "base64")}"}`;
}

function encodeBoxed(value, type, depth) {
  if (isNumberObject(value)) return encode(unboxed.Number(value), type, depth);
  return isStringObject(value) ? quoted(unboxed.String(value)) : opaque(value);
}

const opaque = (value) => `{"$opaque":${quoted(className(getPrototypeOf(value)) ?? "object")}}`;

/** The name of the class that a prototype belongs to, read without running anything; undefined where there is none. */
function className(prototype) {
  const maker =
    prototype && hasOwn(prototype, "constructor") && getOwnPropertyDescriptor(prototype, "constructor").value;
  const name = typeof maker === "function" && getOwnPropertyDescriptor(maker, "name")?.value;
  return typeof name === "string" && name !== "" ? cut(name, 0, 80) : undefined;
}

module.exports = { BadValue, bound, className, decode, encode, quoted, typeOf };
