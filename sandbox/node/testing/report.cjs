// What every runner here shares: its orders from stdin, and events on descriptor 3, one JSON object a line.
// It shares the process with the code under test, which may change any of it.
'use strict';

const { readFileSync, writeSync } = require('node:fs');
const { relative } = require('node:path');

const REPORT = 3;
const MAX_MESSAGE = 1500;
const { stringify } = JSON;
const FRAMES = /^\s+at (.*(node_modules|node:|\/grader\/)|(async |new )?Promise)/;
const ESCAPES = /\u001b\[[0-9;]*[A-Za-z]/g;

const orders = JSON.parse(readFileSync(0, 'utf8'));

function tell(event, fields) {
  let bytes = Buffer.from(`${stringify({ event, mark: orders.mark, ...fields })}\n`);
  while (bytes.length) bytes = bytes.subarray(writeSync(REPORT, bytes));
}

let count = 0;

function test(file, titles, outcome, milliseconds, message) {
  count += 1;
  const path = relative(orders.root, file);
  const seconds = Number.isFinite(milliseconds) ? Math.max(0, milliseconds / 1000) : 0;
  const name = [path, ...titles].join(' > ');
  const title = titles.join(' > ');
  const labels = [...title.matchAll(/\[(R\d+)\]/g)].map(([, label]) => label).reverse(); // the innermost counts
  tell('test', { name, title, labels, file: path, outcome, seconds, message: message.slice(0, MAX_MESSAGE) });
}

function started(file, titles) {
  tell('started', { name: [relative(orders.root, file), ...titles].join(' > ') });
}

// The error as its framework words it, without colours and without frames of the framework.
function words(error) {
  if (error === undefined || error === null) return '';
  const text = typeof error === 'object' ? String(error.stack || error.message || error) : String(error);
  return text.replace(ESCAPES, '').split('\n').filter((line) => !FRAMES.test(line)).join('\n').trim();
}

function note(text) {
  tell('note', { text });
}

function finished() {
  tell('finished', { count });
}

module.exports = { orders, tell, test, started, words, note, finished };
