"use strict";

// How large and how branched every function is. Two rules measure; their words are not read, for what they report
// about is caught here before ESLint makes a message of it.

/** Wrap ESLint's rule and the plugin's: what they find goes into ``measured``, by node, and nothing is reported. */
function measuring(complexity, cognitive, measured) {
  const note = (node, numbers) => measured.set(node, { ...measured.get(node), ...numbers });
  const cyclomatic = {
    meta: complexity.meta,
    create: (context) =>
      complexity.create(listening(context, ({ node, data }) => note(node, { cyclomatic: data.complexity }))),
  };
  const nested = {
    meta: cognitive.meta,
    create(context) {
      let leaving = null;
      const heard = listening(context, ({ data }) => note(leaving, { cognitive: data.complexityAmount }));
      const listeners = cognitive.create(heard);
      const leave = listeners[":function:exit"];
      listeners[":function:exit"] = (node) => {
        leaving = node;
        leave(node);
      };
      return listeners;
    },
  };
  return { rules: { cyclomatic, cognitive: nested } };
}

const listening = (context, report) => Object.create(context, { report: { value: report } });

/** A row for every function that has a body. */
function functionsOf(nodes, measured) {
  return nodes.filter(hasBody).map((node) => ({
    name: nameOf(node),
    line: node.loc.start.line,
    end_line: node.loc.end.line,
    cyclomatic: measured.get(node)?.cyclomatic ?? 1,
    cognitive: measured.get(node)?.cognitive ?? 0,
    parameters: parametersOf(node).length,
  }));
}

const FUNCTIONS = new Set(["ArrowFunctionExpression", "FunctionDeclaration", "FunctionExpression"]);
const isFunction = (node) => FUNCTIONS.has(node?.type);
const hasBody = (node) => isFunction(node) && Boolean(node.body);

/** Without TypeScript's ``this``, which nobody hands over. */
const parametersOf = (node) => node.params.filter((each) => each.type !== "Identifier" || each.name !== "this");

/** The name that people would say: its own, that of what it is assigned to, or whom it is handed to. */
function nameOf(node) {
  if (node.id) return node.id.name;
  const { parent } = node;
  if (parent.type === "MethodDefinition" || parent.type === "PropertyDefinition") return memberName(parent);
  if (parent.type === "Property") return spelled(parent.key);
  if (parent.type === "VariableDeclarator" || parent.type === "AssignmentPattern") {
    return spelled(parent.id ?? parent.left);
  }
  if (parent.type === "AssignmentExpression") return spelled(parent.left);
  if (parent.type === "ExportDefaultDeclaration") return "default";
  if (parent.type === "CallExpression" && parent.callee !== node) return `${spelled(parent.callee)} callback`;
  return "(anonymous)";
}

function memberName(member) {
  const owner = member.parent.parent;
  const name = owner.id?.name ?? (owner.parent.type === "VariableDeclarator" ? spelled(owner.parent.id) : "");
  return [name, spelled(member.key)].filter(Boolean).join(".");
}

function spelled(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "PrivateIdentifier") return `#${node.name}`;
  if (node.type === "ThisExpression") return "this";
  if (node.type === "Literal") return String(node.value);
  if (node.type !== "MemberExpression") return "(anonymous)";
  const owner = spelled(node.object);
  return owner === "(anonymous)" ? spelled(node.property) : `${owner}.${spelled(node.property)}`;
}

module.exports = { functionsOf, isFunction, measuring, parametersOf };
