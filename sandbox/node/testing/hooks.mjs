// Lets Node run TypeScript as its compiler would have it: './x.js' may be x.ts, './x' may be x.ts or x/index.ts, and
// what type stripping cannot run (an enum) is compiled. For tests only: the exam runs what was built.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TYPESCRIPT_COMPILER = '/grader/typescript/lib/typescript.js'; // ours, whatever packages the submission brought
const TYPESCRIPT = new Set(['.ts', '.mts', '.cts']);
const WRITTEN_AS = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}

function source(path) {
  const extension = extname(path);
  const candidates = [path.slice(0, -extension.length || undefined) + (WRITTEN_AS[extension] ?? ''), `${path}.ts`, `${path}.js`, `${path}.mts`,
    `${path}.cts`, join(path, 'index.ts'), join(path, 'index.js')];
  return isFile(path) ? path : candidates.find(isFile);
}

function resolve(specifier, context, next) {
  const relative = /^\.{0,2}\//.test(specifier) || specifier.startsWith('file:');
  if (relative && context.parentURL?.startsWith('file:') && !context.parentURL.includes('/node_modules/')) {
    const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : fileURLToPath(new URL(specifier, context.parentURL));
    const found = source(path);
    if (found && found !== path) return next(pathToFileURL(found).href, context);
  }
  return next(specifier, context);
}

function isModule(path, text) {
  if (path.endsWith('.mts')) return true;
  if (path.endsWith('.cts')) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (isFile(manifest)) {
      const { type } = JSON.parse(readFileSync(manifest, 'utf8'));
      if (type) return type === 'module';
      break;
    }
    if (folder === dirname(folder)) break;
  }
  return /^\s*(import[\s{*'"]|export\s)/m.test(text);
}

let compiler;

// The compiler and not type stripping, because it leaves out imports of what is only a type.
function javascript(text, path, module) {
  compiler ??= createRequire('/')(TYPESCRIPT_COMPILER);
  const { ModuleKind, ScriptTarget } = compiler;
  return compiler.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      module: module ? ModuleKind.ESNext : ModuleKind.CommonJS,
      target: ScriptTarget.ES2022,
      inlineSourceMap: true,
      inlineSources: true,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  }).outputText;
}

function load(url, context, next) {
  if (!url.startsWith('file:') || !TYPESCRIPT.has(extname(new URL(url).pathname))) return next(url, context);
  const path = fileURLToPath(url);
  const text = readFileSync(path, 'utf8');
  const module = isModule(path, text);
  return { format: module ? 'module' : 'commonjs', source: javascript(text, path, module), shortCircuit: true };
}

registerHooks({ resolve, load });
process.removeAllListeners('warning');
