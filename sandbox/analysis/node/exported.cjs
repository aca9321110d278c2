"use strict";

// What others are offered, and whether it says what it is: comments for JSDoc, and types where the language has them.

const { isFunction, parametersOf } = require("./functions.cjs");

/** The numbers of a file. */
function shares(sourceCode, isTypeScript) {
  const offered = exportedBy(sourceCode.ast);
  const documented = offered.filter(({ statement }) => hasJsDoc(sourceCode, statement)).length;
  const numbers = { documentable: offered.length, documented };
  if (!isTypeScript) return numbers;
  const places = offered.flatMap(annotatable);
  return { ...numbers, annotatable: places.length, annotated: places.filter(isAnnotated).length };
}

/** Functions and classes that leave the module, and the public methods of those classes: each with its statement. */
function exportedBy(program) {
  const declared = new Map(program.body.flatMap(declarations).map((each) => [each.name, each]));
  const offered = new Map();
  for (const statement of program.body) {
    for (const each of offers(statement, declared)) offered.set(each.node, each);
  }
  return [...offered.values()].flatMap((each) => [each, ...methodsOf(each.node)]);
}

const isClass = (node) => node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
const isOffer = (node) => isFunction(node) || isClass(node) || node?.type === "TSDeclareFunction";

function declarations(statement) {
  const node = statement.declaration ?? statement;
  if (node.type === "VariableDeclaration") {
    return node.declarations
      .filter(({ init }) => isOffer(init))
      .map(({ id, init }) => ({ name: id.name, node: init, statement, given: id.typeAnnotation }));
  }
  return isOffer(node) ? [{ name: node.id?.name ?? "default", node, statement }] : [];
}

function offers(statement, declared) {
  if (statement.type === "ExportNamedDeclaration") {
    const listed = statement.specifiers.map(({ local }) => declared.get(local.name)).filter(Boolean);
    return statement.source ? [] : [...listed, ...(statement.declaration ? declarations(statement) : [])];
  }
  if (statement.type === "ExportDefaultDeclaration") return valued(statement.declaration, statement, declared);
  const assigned = statement.type === "ExpressionStatement" && statement.expression;
  if (assigned?.type !== "AssignmentExpression" || !isExports(assigned.left)) return [];
  return valued(assigned.right, statement, declared);
}

/** ``module.exports``, ``exports.name`` or ``module.exports.name``. */
function isExports(node) {
  if (node.type !== "MemberExpression") return false;
  const { object, property } = node;
  return object.name === "exports" || (object.name === "module" && property.name === "exports") || isExports(object);
}

function valued(value, statement, declared) {
  if (isOffer(value)) return [{ node: value, statement }];
  if (value.type === "Identifier") return declared.has(value.name) ? [declared.get(value.name)] : [];
  if (value.type !== "ObjectExpression") return [];
  return value.properties
    .filter((property) => property.type === "Property")
    .flatMap((property) => valued(property.value, property, declared));
}

function methodsOf(node) {
  if (!isClass(node)) return [];
  return node.body.body
    .filter((member) => isFunction(member.value) && member.kind !== "constructor" && isPublic(member))
    .map((member) => ({ node: member.value, statement: member, isSetter: member.kind === "set" }));
}

const isPublic = (member) => member.key.type !== "PrivateIdentifier" && member.accessibility !== "private";

function hasJsDoc(sourceCode, statement) {
  // Decorators stand between a comment and its class.
  const first = statement.declaration?.decorators?.[0] ?? statement.decorators?.[0];
  const comments = [first, statement].filter(Boolean).flatMap((node) => sourceCode.getCommentsBefore(node));
  return comments.some((comment) => comment.type === "Block" && comment.value.startsWith("*"));
}

/** Where a type could stand: parameters and what is returned; ``any`` says nothing. */
function annotatable({ node, given, isSetter }) {
  if (isClass(node)) return node.body.body.filter((member) => member.kind === "constructor").flatMap(parameterPlaces);
  const places = parametersOf(node).map((parameter) => placeOf(parameter, given));
  return isSetter ? places : [...places, { type: node.returnType ?? given }];
}

const parameterPlaces = (member) => parametersOf(member.value).map((parameter) => placeOf(parameter));

function placeOf(parameter, given) {
  const plain = parameter.parameter ?? parameter;
  if (plain.type === "AssignmentPattern") return { type: plain.left.typeAnnotation ?? given, hasDefault: true };
  return { type: plain.typeAnnotation ?? given };
}

const isAnnotated = ({ type, hasDefault }) =>
  type ? type.typeAnnotation.type !== "TSAnyKeyword" : Boolean(hasDefault);

module.exports = { shares };
