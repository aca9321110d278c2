// Makes CommonJS of what Jest loads: by ts-jest, which also lifts jest.mock above the imports; but not for .mjs, which it
// leaves alone and Jest then refuses, and not where packages of their own stand in place of ours, without it.
'use strict';

const { createRequire } = require('node:module');

const typescript = require('/grader/typescript/lib/typescript.js');

function tsJest() {
  try {
    return createRequire('/')('ts-jest').default;
  } catch {
    return null;
  }
}

function compiled(text, path) {
  const { outputText, sourceMapText } = typescript.transpileModule(text, {
    fileName: path.replace(/\.mjs$/, '.js').replace(/\.mts$/, '.ts'),
    compilerOptions: {
      allowJs: true,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      module: typescript.ModuleKind.CommonJS,
      target: typescript.ScriptTarget.ES2022,
      sourceMap: true,
    },
  });
  return { code: outputText.replace(/\/\/# sourceMappingURL=.*$/, ''), map: { ...JSON.parse(sourceMapText), sources: [path] } };
}

module.exports = {
  createTransformer(options) {
    const inner = tsJest()?.createTransformer(options);
    const leaves = (path) => !inner || (!options.useESM && /\.m[jt]s$/.test(path));
    return {
      process: (text, path, asked) => (leaves(path) ? compiled(text, path) : inner.process(text, path, asked)),
      processAsync: async (text, path, asked) => (leaves(path) ? compiled(text, path) : inner.processAsync(text, path, asked)),
    };
  },
};
