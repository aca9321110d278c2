"use strict";

// Holds what a submission exports against what the challenge declares; what cannot be called as declared is refused.

/** The submission cannot be used; `kind` is a verdict's name. */
class NotLoaded extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const refuse = (message) => new NotLoaded("compile_error", message);

/** Each declared function and class by its declared name, with the object that it is a property of. */
function findDeclared(exported, settings) {
  const { functions, classes } = settings.interface;
  const names = [...Object.keys(functions), ...Object.keys(classes)];
  const found = { __proto__: null };
  for (const name of names)
    found[name] = findOne(exported, spelled(settings, name), names.length === 1, settings.entry);
  for (const [name, signature] of Object.entries(functions))
    checkFunction(found[name].value, called(found[name], spelled(settings, name)), signature.params);
  for (const [name, declared] of Object.entries(classes))
    checkClass(found[name].value, called(found[name], spelled(settings, name)), declared, settings);
  return found;
}

const spelled = (settings, name) => (Object.hasOwn(settings.spelled, name) ? settings.spelled[name] : name);

/** What a message calls it: a default export of another name stands for the declared one, and its author knows neither. */
function called({ value, holder }, name) {
  if (holder !== undefined || !value.name || [name, "default"].includes(value.name)) return name;
  return `The default export ${value.name}, taken for ${name},`;
}

function findOne(exported, name, only, entry) {
  const holders = [exported, exported?.default, exported?.default?.default].filter(isHolder);
  for (const holder of holders) {
    if (has(holder, name)) return { value: holder[name], holder };
  }
  const alone = holders.find((holder) => typeof holder === "function");
  // A default export has no name but the one that its importer gives it.
  if (alone !== undefined && (only || alone.name === name)) return { value: alone, holder: undefined };
  const there = [...new Set(holders.flatMap((holder) => namesOf(holder)))].filter((key) => key !== "module.exports");
  throw refuse(`${entry} exports no ${name}; ${instead(name, there, "it exports")}`);
}

const isHolder = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

/** Whether an object has a property that is not everybody's. */
const has = (holder, name) => namesOf(holder, true).includes(name);

function namesOf(holder, all = false) {
  const names = [];
  for (
    let level = holder;
    level && level !== Object.prototype && level !== Function.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    const hidden = all
      ? []
      : ["constructor", ...(typeof level === "function" ? ["length", "name", "prototype"] : []), "__esModule"];
    names.push(...Object.getOwnPropertyNames(level).filter((name) => !hidden.includes(name)));
  }
  return names;
}

function instead(name, there, verb) {
  const simple = (word) => word.toLowerCase().replaceAll(/[_$-]/g, "");
  const most = Math.max(1, Math.floor(name.length / 3));
  const near =
    there.find((word) => simple(word) === simple(name)) ??
    there.find((word) => distance(simple(word), simple(name)) <= most);
  if (near !== undefined) return `did you mean ${near}?`;
  return there.length ? `${verb} ${there.slice(0, 12).join(", ")}.` : `${verb} nothing.`;
}

/** How many letters have to be put in, taken out or replaced. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let line = 1; line <= one.length; line++) {
    const next = [line];
    for (let at = 1; at <= other.length; at++) {
      next[at] = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + (one[line - 1] !== other[at - 1]));
    }
    row = next;
  }
  return row[other.length];
}

function checkFunction(value, name, params) {
  if (typeof value !== "function") throw refuse(`${name} is declared to be a function, and it is ${kindOf(value)}.`);
  if (isClass(value)) throw refuse(`${name} is declared to be a function, and it is a class.`);
  checkParams(value, name, params);
}

function checkClass(value, name, declared, settings) {
  if (!isConstructor(value)) throw refuse(`${name} is declared to be a class, and it is ${kindOf(value)}.`);
  checkParams(value, name, declared.new ?? []);
  for (const [method, signature] of Object.entries(declared.methods)) {
    checkMethod(value, name, spelled(settings, method), signature.params);
  }
}

function checkMethod(class_, className, name, params) {
  const there = namesOf(class_.prototype);
  if (!there.includes(name)) {
    // It may be a field, or be put in by the constructor: then its name stands in the source.
    if (sourcesOf(class_).some((source) => new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(source))) return;
    const wanted = `${name}(${written(params)})`;
    const hint =
      typeof class_[name] === "function"
        ? "there is a static one, which objects do not have."
        : instead(name, there, "it has");
    throw refuse(`${className} has no method ${wanted}; ${hint}`);
  }
  let descriptor;
  for (let level = class_.prototype; level && !descriptor; level = Object.getPrototypeOf(level)) {
    descriptor = Object.getOwnPropertyDescriptor(level, name);
  }
  if (descriptor.get) return;
  if (typeof descriptor.value !== "function") {
    throw refuse(`${className}.${name} is declared to be a method, and it is ${kindOf(descriptor.value)}.`);
  }
  checkParams(descriptor.value, `${className}.${name}`, params);
}

function sourcesOf(class_) {
  const sources = [];
  for (
    let level = class_;
    typeof level === "function" && level !== Function.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    sources.push(Function.prototype.toString.call(level));
  }
  return sources;
}

/** Refuse a function that plainly wants other arguments than it will be given; one that may do with them is let be. */
function checkParams(function_, name, params) {
  const source = Function.prototype.toString.call(function_);
  const own = parameterList(isClass(function_) ? constructorOf(source) : source);
  const required = params.filter((param) => !param.type.endsWith("?")).length;
  const count = function_.length;
  const many =
    count > params.length &&
    !wantedNames(own)
      .slice(params.length)
      .every((extra) => isChecked(extra, source));
  const few = count > 0 && count < required && !/[=]|\.\.\./.test(own) && !/\barguments\b/.test(source);
  if (many || few)
    throw refuse(`${name} is called with (${written(params)}), and takes (${own.replaceAll(/\s+/g, " ").trim()}).`);
}

const constructorOf = (source) => source.slice(source.search(/(?<![\w$.])constructor\s*\(/));

function parameterList(source) {
  const start = source.indexOf("(");
  const arrow = source.indexOf("=>");
  if (start === -1 || (arrow !== -1 && arrow < start))
    return source.slice(0, Math.max(arrow, 0)).replace(/^async\s/, "");
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    if ("([{".includes(source[at])) depth++;
    if (")]}".includes(source[at]) && --depth === 0) return source.slice(start + 1, at);
  }
  return "";
}

const wantedNames = (list) => list.split(",").map((param) => param.trim().split(/[\s=]/)[0]);

/** Whether a function deals with a parameter that was left out, the way it was done before there were defaults. */
function isChecked(name, source) {
  if (!/^[\w$]+$/.test(name)) return true;
  const word = `(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`;
  return new RegExp(`${word}\\s*(\\|\\||\\?|[!=]==?)|(!|typeof|if\\s*\\()\\s*${word}|undefined|\\barguments\\b`).test(
    source,
  );
}

const written = (params) => params.map((param) => camel(param.name) + (param.type.endsWith("?") ? "?" : "")).join(", ");
const camel = (name) => name.replaceAll(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));

function isConstructor(value) {
  try {
    Reflect.construct(Object, [], value);
    return true;
  } catch {
    return false;
  }
}

function kindOf(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "function") return isClass(value) ? "a class" : "a function that cannot be constructed";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

module.exports = { NotLoaded, findDeclared, refuse };
