"use strict";

// Rules that no plugin has under a licence of the kind we take.

const QUERIES = new Set(["all", "each", "exec", "execute", "get", "prepare", "query", "raw", "run", "unsafe"]);
const SQL = /^\s*(?:select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|with\s.+\sas)\b/is;
const UNKNOWN = "\0";
const QUOTED = /'[^']*\0[^']*'/;

/** Text that an expression comes to, with a mark for each part that is not known before it runs. */
function textOf(context, node, levels = 5) {
  if (node.type === "Literal") return String(node.value);
  if (node.type === "BinaryExpression" && node.operator === "+") {
    return textOf(context, node.left, levels) + textOf(context, node.right, levels);
  }
  if (node.type === "TemplateLiteral") {
    const parts = node.expressions.map((part) => textOf(context, part, levels));
    return node.quasis.map((quasi, at) => (quasi.value.cooked ?? "") + (parts[at] ?? "")).join("");
  }
  // A constant may be made of others, or, in code that nobody can run, of itself.
  const definition = node.type === "Identifier" && levels ? definitionOf(context, node) : null;
  return definition ? textOf(context, definition, levels - 1) : UNKNOWN;
}

/** What a constant is declared to be; null for anything else. */
function definitionOf(context, identifier) {
  const { references } = context.sourceCode.getScope(identifier);
  const variable = references.find((reference) => reference.identifier === identifier)?.resolved;
  const [definition, ...others] = variable?.defs ?? [];
  const isConstant = definition?.parent?.kind === "const" && !others.length && definition.node.id.type === "Identifier";
  return isConstant ? definition.node.init : null;
}

const sqlConcatenation = {
  meta: {
    type: "problem",
    schema: [],
    messages: { joined: "SQL is put together from values: hand them over as parameters of the query." },
  },
  create: (context) => ({
    CallExpression({ callee, arguments: [first, parameters] }) {
      const { name } = callee.property ?? callee;
      if (!first || !QUERIES.has(name)) return;
      const text = textOf(context, first);
      // With parameters beside it, what is put together may well be the names of columns.
      const isJoined = parameters ? QUOTED.test(text) : text.includes(UNKNOWN);
      if (isJoined && SQL.test(text)) context.report({ node: first, messageId: "joined" });
    },
  }),
};

const NOTHING = new Set(["null", "undefined", "false", "{}", "[]", "void 0"]);

const swallowedRejection = {
  meta: {
    type: "problem",
    schema: [],
    messages: { swallowed: "A rejection ends here and nobody is told: handle it, log it, or let it through." },
  },
  create: (context) => ({
    'CallExpression[callee.property.name="catch"]'({ arguments: [handler] }) {
      if (!handler || !/^(?:Arrow)?FunctionExpression$/.test(handler.type)) return;
      const { body } = handler;
      const isSilent =
        body.type === "BlockStatement" ? !body.body.length : NOTHING.has(context.sourceCode.getText(body));
      if (isSilent) context.report({ node: handler, messageId: "swallowed" });
    },
  }),
};

const ignoredCallbackError = {
  meta: {
    type: "problem",
    schema: [],
    messages: { ignored: "'{{name}}' tells that the call failed, and nobody looks at it." },
  },
  create: (context) => ({
    ":function"(node) {
      const [first] = node.params;
      if (node.params.length < 2 || first.type !== "Identifier" || !/^err(?:or)?$/i.test(first.name)) return;
      const isExpressHandler = node.params.length === 4;
      const [variable] = context.sourceCode.getDeclaredVariables(node).filter(({ name }) => name === first.name);
      if (isExpressHandler || variable.references.length) return;
      context.report({ node: first, messageId: "ignored", data: { name: first.name } });
    },
  }),
};

const BLOCKING = /^(?:append|copy|cp|exec|mkdir|open|pbkdf2|read|rename|rm|scrypt|spawn|unlink|write)\w*Sync$/;

const blockingCall = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { blocks: "{{name}} lets every other request wait until it is done." },
  },
  create: (context) => ({
    ":function CallExpression"({ callee }) {
      const { name } = callee.property ?? callee;
      if (BLOCKING.test(name)) context.report({ node: callee, messageId: "blocks", data: { name } });
    },
  }),
};

module.exports = {
  rules: {
    "blocking-call": blockingCall,
    "ignored-callback-error": ignoredCallbackError,
    "sql-concatenation": sqlConcatenation,
    "swallowed-rejection": swallowedRejection,
  },
};
