"use strict";

// Which rules of ESLint and its plugins are asked, by what they need to know. Bugs, lost errors, risks and dead code;
// never formatting, naming or a matter of taste.

const everywhere = {
  // What cannot be meant.
  "array-callback-return": "error",
  "constructor-super": "error",
  "for-direction": "error",
  "getter-return": "error",
  "no-async-promise-executor": "error",
  "no-class-assign": "error",
  "no-compare-neg-zero": "error",
  "no-cond-assign": "error",
  "no-const-assign": "error",
  "no-constant-binary-expression": "error",
  "no-constant-condition": ["error", { checkLoops: "allExceptWhileTrue" }],
  "no-delete-var": "error",
  "no-dupe-args": "error",
  "no-dupe-class-members": "error",
  "no-dupe-else-if": "error",
  "no-dupe-keys": "error",
  "no-duplicate-case": "error",
  "no-empty-character-class": "error",
  "no-ex-assign": "error",
  "no-fallthrough": "error",
  "no-func-assign": "error",
  "no-global-assign": "error",
  "no-import-assign": "error",
  "no-invalid-regexp": "error",
  "no-irregular-whitespace": "error",
  "no-loss-of-precision": "error",
  "no-misleading-character-class": "error",
  "no-new-native-nonconstructor": "error",
  "no-obj-calls": "error",
  "no-promise-executor-return": "error",
  "no-prototype-builtins": "warn",
  "no-self-assign": "error",
  "no-self-compare": "error",
  "no-setter-return": "error",
  "no-shadow-restricted-names": "error",
  "no-sparse-arrays": "error",
  "no-template-curly-in-string": "warn",
  "no-this-before-super": "error",
  "no-unmodified-loop-condition": "warn",
  "no-unreachable-loop": "error",
  "no-unsafe-finally": "error",
  "no-unsafe-negation": "error",
  "no-unsafe-optional-chaining": "error",
  "no-useless-backreference": "error",
  "use-isnan": "error",
  "valid-typeof": "error",

  // Errors that get lost.
  "grader/ignored-callback-error": "error",
  "grader/swallowed-rejection": "error",
  "no-empty": "error",
  "no-useless-catch": "warn",
  "preserve-caught-error": "warn",
  "promise/no-multiple-resolved": "error",
  "promise/no-return-in-finally": "error",

  // Code that does nothing.
  "no-empty-pattern": "warn",
  "no-unreachable": "error",
  "no-unused-labels": "warn",
  "no-unused-private-class-members": "warn",
  "no-useless-assignment": "warn",
  "no-useless-return": "warn",
  "sonarjs/no-all-duplicated-branches": "error",
  "sonarjs/no-collection-size-mischeck": "error",
  "sonarjs/no-duplicated-branches": "warn",
  "sonarjs/no-element-overwrite": "error",
  "sonarjs/no-empty-collection": "error",
  "sonarjs/no-extra-arguments": "error",
  "sonarjs/no-gratuitous-expressions": "error",
  "sonarjs/no-identical-conditions": "error",
  "sonarjs/no-identical-expressions": "error",
  "sonarjs/no-identical-functions": "warn",
  "sonarjs/no-one-iteration-loop": "error",
  "sonarjs/no-redundant-boolean": "warn",
  "sonarjs/no-redundant-jump": "warn",
  "sonarjs/no-unused-collection": "error",
  "sonarjs/no-use-of-empty-return-value": "error",
  "sonarjs/non-existent-operator": "error",

  // Risks.
  "grader/sql-concatenation": "error",
  "no-eval": "error",
  "no-new-func": "error",
  "security/detect-bidi-characters": "error",
  "security/detect-child-process": "warn",
  "security/detect-new-buffer": "error",
  "security/detect-non-literal-regexp": "warn",
  "security/detect-possible-timing-attacks": "warn",
  "security/detect-pseudoRandomBytes": "error",
  "security/detect-unsafe-regex": "error",

  // Habits that bugs come from.
  "default-case-last": "warn",
  eqeqeq: ["warn", "always", { null: "ignore" }],
  "guard-for-in": "warn",
  "grader/blocking-call": "warn",
  "max-depth": ["warn", 5],
  "no-array-constructor": "warn",
  "no-await-in-loop": "warn",
  "no-caller": "error",
  "no-case-declarations": "warn",
  "no-console": "warn",
  "no-debugger": "error",
  "no-extend-native": "error",
  "no-new-wrappers": "error",
  "no-octal": "error",
  "no-proto": "error",
  "no-redeclare": "warn",
  "no-return-assign": "warn",
  "no-sequences": "warn",
  "no-var": "warn",
  "no-with": "error",
  "prefer-const": "warn",
  "require-await": "warn",
  "require-yield": "error",
};

const unused = {
  args: "after-used",
  // Express tells a handler of errors by its four parameters.
  argsIgnorePattern: "^_|^next$",
  caughtErrors: "all",
  caughtErrorsIgnorePattern: "^_",
  ignoreRestSiblings: true,
};

const javascript = {
  "no-undef": "error",
  "no-unused-vars": ["warn", unused],
  "no-implied-eval": "error",
  "no-throw-literal": "error",
};

const typescript = {
  // The compiler says so itself, or TypeScript's own form of the rule knows better.
  "no-dupe-class-members": "off",
  "no-redeclare": "off",
  "no-unreachable": "warn",
  "@typescript-eslint/ban-ts-comment": "warn",
  "@typescript-eslint/no-duplicate-enum-values": "error",
  "@typescript-eslint/no-dynamic-delete": "warn",
  "@typescript-eslint/no-empty-object-type": "warn",
  "@typescript-eslint/no-explicit-any": "warn",
  "@typescript-eslint/no-extra-non-null-assertion": "error",
  "@typescript-eslint/no-misused-new": "error",
  "@typescript-eslint/no-non-null-asserted-optional-chain": "error",
  "@typescript-eslint/no-non-null-assertion": "warn",
  "@typescript-eslint/no-this-alias": "warn",
  "@typescript-eslint/no-unsafe-declaration-merging": "error",
  "@typescript-eslint/no-unsafe-function-type": "warn",
  "@typescript-eslint/no-unused-vars": ["warn", unused],
};

// What node:test returns is waited for by itself.
const runners = { from: "package", package: "node:test", name: ["describe", "it", "suite", "test"] };

// Asked of JavaScript as well: what a promise is can be read from Node's own declarations.
const typed = {
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/no-array-delete": "error",
  "@typescript-eslint/no-base-to-string": "warn",
  "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: [runners] }],
  "@typescript-eslint/no-for-in-array": "error",
  "@typescript-eslint/no-misused-promises": "error",
  "@typescript-eslint/prefer-promise-reject-errors": "error",
  "@typescript-eslint/require-array-sort-compare": ["error", { ignoreStringArrays: true }],
  "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
};

const untyped = {
  "promise/catch-or-return": ["warn", { allowFinally: true, terminationMethod: ["catch", "finally"] }],
};

module.exports = { everywhere, javascript, typed, typescript, untyped };
