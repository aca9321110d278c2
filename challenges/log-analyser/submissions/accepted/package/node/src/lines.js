/** Chunks as lines. */

const LINE_FEED = 0x0a;

/**
 * Cuts at line feeds and drops a carriage return before one. A line is a string of one character a byte; a long one is
 * joined once, not once a chunk.
 *
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<string>}
 */
export async function* splitLines(chunks) {
  const begun = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      begun.push(chunk.toString("latin1", start, end));
      yield withoutReturn(begun.splice(0).join(""));
      start = end + 1;
    }
    if (start < chunk.length) {
      begun.push(chunk.toString("latin1", start));
    }
  }
  if (begun.length > 0) {
    yield begun.join("");
  }
}

function withoutReturn(line) {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
