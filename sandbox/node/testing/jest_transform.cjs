// Makes CommonJS of what Jest loads: by ts-jest, which also lifts jest.mock above the imports; but not for .mjs, which it
// leaves alone and Jest then refuses.
'use strict';

const { createRequire } = require('node:module');

const builtin = createRequire('/grader/tools/');
const typescript = builtin('typescript');
const { default: tsJest } = builtin('ts-jest');

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
    const inner = tsJest.createTransformer(options);
    const leaves = (path) => !options.useESM && /\.m[jt]s$/.test(path);
    return {
      process: (text, path, asked) => (leaves(path) ? compiled(text, path) : inner.process(text, path, asked)),
      processAsync: (text, path, asked) => inner.processAsync(text, path, asked),
    };
  },
};
