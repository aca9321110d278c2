"use strict";

// Calls one submission's functions for the examiner; a process of its own for the length of one test.
//
//     node session.cjs SETTINGS     settings as JSON: root, entry or failed, kind, interface, spelled
//
// Reads the requests of sandbox/README.md from descriptor 200 and answers on 201. While nothing of the candidate's goes
// on it waits in a blocking read, which saves loading node:net; otherwise the event loop turns, so that timers go on
// between two requests as they do while one is awaited.

const fs = require("node:fs");
const { BadValue, bound, decode, encode, quoted, typeOf } = require("./values.cjs");
const words = require("./words.cjs");

const settings = JSON.parse(process.argv[2]);
process.argv.length = 2;

const { apply, construct } = Reflect;
const { parse } = JSON;
const { Promise, setImmediate } = globalThis;
const { allocUnsafeSlow, from: bufferOf } = Buffer;
const { readSync, writeSync } = fs;
const exit = process.exit.bind(process);
const activeResources = process.getActiveResourcesInfo.bind(process);
const indexOf = bound(Buffer.prototype.indexOf);
const copyTo = bound(Buffer.prototype.copy);
const textOf = bound(Buffer.prototype.toString);

const SMALL = 1 << 18;
const PIECE = 1 << 16;
const NEWLINE = 10;

// Opened anew, because what is inherited would stay open in whatever the candidate starts.
const requests = reopened(200, "r");
const replies = reopened(201, "w");

function reopened(descriptor, flags) {
  const opened = fs.openSync(`/proc/self/fd/${descriptor}`, flags);
  fs.closeSync(descriptor);
  return opened;
}

// ── requests, line by line ──

let held = allocUnsafeSlow(SMALL);
let start = 0;
let end = 0;
let searched = 0;
let socket = null;
let wake = null;

/** The next whole line among what has been read, as text; null where there is none yet. */
function heldLine() {
  const at = indexOf(held, NEWLINE, searched);
  if (at === -1 || at >= end) {
    searched = end;
    return null;
  }
  const line = textOf(held, "utf8", start, at);
  start = searched = at + 1;
  if (start === end) {
    // A long request's room is given back: the candidate may need it.
    if (held.length > 4 * SMALL) held = allocUnsafeSlow(SMALL);
    start = end = searched = 0;
  }
  return line;
}

/** Make room for more behind what is held. */
function makeRoom(wanted) {
  if (held.length - end >= wanted) return;
  const size = end - start + wanted > held.length / 2 ? 2 * held.length + wanted : held.length;
  const roomier = size > held.length ? allocUnsafeSlow(size) : held;
  copyTo(held, roomier, 0, start, end);
  held = roomier;
  end -= start;
  searched -= start;
  start = 0;
}

function readBlocking() {
  for (let line = heldLine(); ; line = heldLine()) {
    if (line !== null) return line;
    makeRoom(PIECE);
    const count = readSync(requests, held, end, held.length - end, null);
    if (count === 0) exit(0);
    end += count;
  }
}

/** Wait with the event loop turning. A socket never blocks again, so that there is no way back from here. */
function readTurning() {
  return new Promise((resolve) => {
    wake = resolve;
    if (socket !== null) {
      socket.resume();
      return;
    }
    const { Socket } = require("node:net");
    const onread = { buffer: allocUnsafeSlow(PIECE), callback: arrived };
    socket = new Socket({ fd: requests, readable: true, writable: false, onread });
    socket.once("end", () => exit(0));
    socket.once("error", () => exit(0));
    socket.resume();
  });
}

function arrived(count, buffer) {
  makeRoom(count);
  copyTo(buffer, held, end, 0, count);
  end += count;
  const line = heldLine();
  if (line === null) return true;
  wake(line);
  return false;
}

async function nextRequest() {
  const line = heldLine();
  if (line !== null) return line;
  // Awaited wherever a promise would be returned: that alone does not go through a `then` that may be the candidate's.
  return socket === null && activeResources().length === 0 ? readBlocking() : await readTurning();
}

function send(text) {
  const bytes = bufferOf(text, "utf8");
  for (let sent = 0; sent < bytes.length;) sent += writeSync(replies, bytes, sent, bytes.length - sent, null);
}

// ── promises ──

const NEVER = {
  name: "NeverSettled",
  message: "The promise can never settle: nothing is left that it could wait for.",
};
let giveUp = null;

process.on("beforeExit", () => giveUp?.(NEVER));

const isThenable = (value) =>
  ((typeof value === "object" && value !== null) || typeof value === "function") && typeof value.then === "function";

/** What a promise comes to; `NEVER` where the event loop runs dry first. */
async function wait(promise) {
  try {
    return await new Promise((resolve, reject) => {
      giveUp = reject;
      settle(promise, resolve, reject);
    });
  } finally {
    giveUp = null;
  }
}

async function settle(promise, resolve, reject) {
  try {
    resolve(await promise);
  } catch (error) {
    reject(error);
  }
}

// ── what is declared ──

const { functions, classes } = settings.interface;
const typesOf = (params) => params.map((param) => typeOf(param.type));

/** A declared function or method: its name in this language, and the types that go in and come out. */
function signatureOf(name, { params, returns }) {
  return { name: settings.spelled[name] ?? name, params: typesOf(params), returns: typeOf(returns) };
}

const tabled = (entries, row) => {
  const table = { __proto__: null };
  for (const [name, declared] of Object.entries(entries)) table[name] = row(name, declared);
  return table;
};

const signatures = tabled(functions, signatureOf);
const constructors = tabled(classes, (_, declared) => typesOf(declared.new));
const methods = tabled(classes, (_, declared) => tabled(declared.methods, signatureOf));

// ── what is asked ──

const objects = [];
const methodsOf = [];
let declared = null;

async function load() {
  if (settings.failed) throw settings.failed;
  if (settings.kind === "program" || declared !== null) return;
  declared = await require("./loading.cjs").loaded(settings, wait);
}

async function checked() {
  if (!settings.failed) {
    const { checkProgram, checkTexts } = require("./loading.cjs");
    checkTexts(settings.root);
    if (settings.kind === "program") checkProgram(settings);
  }
  await load();
  return `"value":{"entry":${quoted(settings.source)}}`;
}

async function performed(request) {
  if (request.op === "load") return await checked();
  await load();
  switch (request.op) {
    case "call": {
      const { value, holder } = declared[request.function];
      const { params, returns } = signatures[request.function];
      return await answerOf(() => value, holder, request.args, params, returns);
    }
    case "new":
      return made(request.class, request.args);
    case "method": {
      const { name, params, returns } = methodsOf[request.object - 1][request.name];
      const object = objects[request.object - 1];
      return await answerOf(() => lookedUp(object, name), object, request.args, params, returns);
    }
    default:
      return await replayed(request);
  }
}

function decoded(given, types) {
  for (let at = 0; at < given.length; at++) given[at] = decode(given[at], types[at]);
  return given;
}

async function answerOf(method, object, given, types, returns) {
  try {
    let result = apply(method(), object, decoded(given, types));
    if (isThenable(result)) result = await wait(result);
    return `"value":${encode(result, returns)}`;
  } catch (error) {
    return `"raised":${described(error)}`;
  }
}

function described(error) {
  if (error === NEVER) return `{"types":["NeverSettled"],"message":${quoted(NEVER.message)},"trace":""}`;
  if (BadValue.is(error)) return `{"types":["BadValue"],"message":${quoted(error.message)},"trace":""}`;
  return words.raised(error);
}

function made(name, given) {
  try {
    objects[objects.length] = construct(declared[name].value, decoded(given, constructors[name]));
    methodsOf[methodsOf.length] = methods[name];
    return `"value":{"$object":${objects.length}}`;
  } catch (error) {
    return `"raised":${described(error)}`;
  }
}

/** An object's method; where it has none, something that says so, not the TypeError that would look like an answer. */
function lookedUp(object, name) {
  const method = object[name];
  if (typeof method === "function") return method;
  return () => {
    throw { name: "NoSuchMethod", message: `The object has no method ${name}.` };
  };
}

/** Many calls of one object's methods; the answer is sent piece by piece, and never stands in memory as a whole. */
async function replayed({ id, object: number, calls }) {
  const object = objects[number - 1];
  const its = methodsOf[number - 1];
  let text = `{"id":${quoted(id)},"value":[`;
  for (let at = 0; at < calls.length; at++) {
    const { name, params, returns } = its[calls[at][0]];
    if (at > 0) text += ",";
    try {
      let result = apply(lookedUp(object, name), object, decoded(calls[at][1], params));
      if (isThenable(result)) result = await wait(result);
      text += `{"value":${encode(result, returns)}}`;
    } catch (error) {
      text += `{"raised":${described(error)}}`;
    }
    calls[at] = null;
    if (text.length > PIECE) {
      send(text);
      text = "";
    }
  }
  send(text + "]}\n");
  return null;
}

async function perform(line) {
  const request = parse(line);
  words.renewTraces();
  let answer;
  try {
    answer = await performed(request);
  } catch (error) {
    // Only NotLoaded and what project.py found have a kind; anything else is a mistake of ours, and ends the process.
    if (error?.kind === undefined) throw error;
    answer = `"failed":{"kind":${quoted(error.kind)},"message":${quoted(error.message)}}`;
  }
  if (answer !== null) send(`{"id":${quoted(request.id)},${answer}}\n`);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function serve() {
  words.setRoots([settings.root, settings.submission]);
  for (;;) {
    const line = await nextRequest();
    // Timers that came due in the meantime come first, and what a call leaves to be done at once comes before the wait.
    await turn();
    await perform(line);
    await turn();
  }
}

serve();
