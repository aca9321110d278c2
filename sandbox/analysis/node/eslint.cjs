"use strict";

// Runs ESLint over files: asked {root, paths}, answers {version, findings, functions, files, suppressions, unread}.
//
// Linter, not the ESLint class: it looks for no configuration, no ignore file and no package beside a file.

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Linter } = require("eslint/universal");
const globals = require("globals");
const { serve } = require("./asking.cjs");
const { functionsOf, measuring } = require("./functions.cjs");
const { programOf } = require("./program.cjs");
const { shares } = require("./exported.cjs");
const rules = require("../rules/eslint.cjs");

const SEVERITIES = { 1: "warning", 2: "error" };
const ORDERS = [
  /^\s*eslint(?:-disable|\s+[\w@/-]+\s*:)/,
  /^[\s*/]*@ts-(?:ignore|expect-error|nocheck)/,
  /^\s*(?:c8|v8|istanbul|node:coverage)\s+(?:ignore|disable)/,
];

// By their files where a package offers them no other way than with all that goes with them.
const builtinRules = require("./node_modules/eslint/lib/rules");
const sonarjs = require("eslint-plugin-sonarjs");
const plugins = {
  "@typescript-eslint": { rules: require("@typescript-eslint/eslint-plugin/use-at-your-own-risk/rules") },
  grader: require("./ownrules.cjs"),
  promise: require("eslint-plugin-promise"),
  security: require("eslint-plugin-security"),
  sonarjs,
};

class Examination {
  constructor({ root, paths }) {
    this.root = root;
    this.paths = paths;
    this.program = programOf(root, paths);
    this.linter = new Linter({ cwd: root });
    this.found = { version: Linter.version, findings: [], functions: [], files: [], suppressions: [], unread: [] };
  }

  /** Examine every file by itself: what one of them breaks is only lost for that one. */
  all() {
    if (!this.program) this.unread("", "the types could not be worked out");
    for (const path of this.paths) {
      try {
        this.examine(path);
      } catch (error) {
        this.unread(path, firstLine(error));
      }
    }
    return this.found;
  }

  examine(path) {
    const text = readFileSync(join(this.root, path), "utf8");
    const file = this.program?.getSourceFile(join(this.root, path));
    const { messages, measured } = this.verified(path, text, file && this.program);
    const fatal = messages.find((message) => message.fatal);
    if (fatal) {
      this.unread(path, `line ${fatal.line ?? 1}: ${fatal.message}`);
      return;
    }
    this.found.findings.push(...messages.filter(({ ruleId }) => ruleId).map((message) => finding(path, message)));
    this.describe(path, this.linter.getSourceCode(), measured);
  }

  verified(path, text, program) {
    const measured = new Map();
    const configuration = configured(path, program, measured);
    try {
      const options = { filename: join(this.root, path), allowInlineConfig: false };
      return { messages: this.linter.verify(text, configuration, options), measured };
    } catch (error) {
      // A rule that trips over the types of hostile code: without them there is still the rest.
      if (program) return this.verified(path, text, null);
      throw error;
    }
  }

  describe(path, sourceCode, measured) {
    const rows = functionsOf(nodesOf(sourceCode), measured);
    this.found.functions.push(...rows.map((row) => ({ path, ...row })));
    this.found.files.push({ path, ...shares(sourceCode, isTypeScript(path)) });
    for (const { value, loc } of sourceCode.getAllComments()) {
      if (ORDERS.some((order) => order.test(value))) this.found.suppressions.push({ path, line: loc.start.line, text: value.trim() });
    }
  }

  unread(path, why) {
    this.found.unread.push({ path, why: why.replaceAll(`${this.root}/`, "") });
  }
}

const isTypeScript = (path) => /\.[cm]?tsx?$/i.test(path);
const firstLine = (error) => String(error?.message ?? error).split("\n")[0];

function configured(path, program, measured) {
  const typescript = isTypeScript(path);
  const measures = measuring(builtinRules.get("complexity"), sonarjs.rules["cognitive-complexity"], measured);
  return [
    {
      // A pattern that takes every name would not count as one.
      files: ["**/*.*"],
      plugins: { ...plugins, measures },
      languageOptions: {
        parser: require("@typescript-eslint/parser"),
        parserOptions: { programs: program ? [program] : null, ecmaFeatures: { jsx: /x$/i.test(path) } },
        sourceType: /\.c[jt]s$/i.test(path) ? "commonjs" : "module",
        globals: { ...globals.node, ...globals.browser, ...globals.jest, ...globals.mocha, vi: false },
      },
      linterOptions: { reportUnusedDisableDirectives: "off" },
      rules: {
        ...rules.everywhere,
        ...(typescript ? rules.typescript : rules.javascript),
        ...(program ? rules.typed : rules.untyped),
        "measures/cognitive": ["error", 0],
        "measures/cyclomatic": ["error", 0],
      },
    },
  ];
}

function finding(path, { ruleId, severity, line, message }) {
  return { rule: ruleId, severity: SEVERITIES[severity], path, line: Math.max(1, line), message, help: help(ruleId) };
}

function help(id) {
  const [plugin, name] = /^(.*)\/([^/]+)$/.exec(id)?.slice(1) ?? [null, id];
  const rule = plugin ? plugins[plugin].rules[name] : builtinRules.get(name);
  return rule.meta.docs?.url ?? "";
}

function nodesOf(sourceCode) {
  const found = [];
  const waiting = [sourceCode.ast];
  while (waiting.length) {
    const node = waiting.pop();
    found.push(node);
    for (const key of sourceCode.visitorKeys[node.type] ?? []) {
      waiting.push(...[node[key]].flat().filter((child) => child?.type));
    }
  }
  return found;
}

serve((question) => new Examination(question).all());
