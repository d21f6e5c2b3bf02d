// A transformer of Jest: a package of many files is loaded as one. Jest looks up, reads and compiles
// each module of a library anew for every suite, which takes longer than most suites run. Here the
// modules a package's entry reaches stand in one file, made once, each in a function of its own that
// runs when it is first required, as it would by itself. What leads out of the package goes through
// Jest's own `require`.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const { join, relative, resolve } = require('node:path');

const folder = resolve(__dirname, '../../node_modules/.lianyi/packages');
/** Loads where there is no test environment: in what Jest runs before all suites. */
const outside = JSON.stringify(join(__dirname, 'load-whole.cjs'));
const ownText = fs.readFileSync(__filename, 'utf8');
const made = new Map();

const packageOf = (file) => {
  const [, root, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file);
  return { root, name };
};

/** Some are longer than the module. */
const sourceMap = /^\/\/# sourceMappingURL=.*$/gm;

/** Relative names a module requires, each with the file it means. */
function requiredBy(file, text) {
  const found = new Map();
  for (const [, name] of text.matchAll(/\brequire\(\s*["'](\.{1,2}(?:\/[^"']*)?)["']\s*\)/g)) {
    try {
      found.set(name, createRequire(file).resolve(name));
    } catch {
      // What is not there is asked of Jest, which says so.
    }
  }
  return found;
}

/** The files of a package that its entries reach, by what they require. */
function reached(root, entries) {
  const files = new Map();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file) || !/\.(c?js|json)$/.test(file)) continue;
    const text = fs.readFileSync(file, 'utf8').replace(/^#!.*/, '').replace(sourceMap, '');
    const names = file.endsWith('.json') ? new Map() : requiredBy(file, text);
    files.set(file, { text, names });
    for (const target of names.values()) if (target.startsWith(`${root}/`)) open.push(target);
  }
  return files;
}

function textOf(root, files) {
  const at = (file) => JSON.stringify(relative(root, file));
  const modules = [...files].map(([file, { text, names }]) => {
    const body = file.endsWith('.json') ? `module.exports = ${text}` : text;
    const known = [...names].filter(([, target]) => files.has(target));
    const map = known.map(([name, target]) => `${JSON.stringify(name)}: ${at(target)}`);
    return `${at(file)}: [{ ${map.join(', ')} }, function (exports, require, module, __filename, __dirname) {${body}\n}]`;
  });
  return `(() => {\nconst modules = { __proto__: null,\n${modules.join(',\n')} };\n${loader}})()`;
}

/** What stands at the end of each file; `root` and `outer` are the caller's. */
const loader = `
const loaded = new Map();
return function load(file, root, outer) {
  const { dirname, join } = outer('node:path');
  const known = loaded.get(file);
  if (known) return known.exports;
  const [names, run] = modules[file];
  const filename = join(root, file);
  const module = { exports: {}, id: filename, filename, loaded: false, children: [], paths: [] };
  loaded.set(file, module);
  const inner = (name) => {
    if (names[name] !== undefined) return load(names[name], root, outer);
    return outer(/^\\.\\.?(\\/|$)/.test(name) ? join(dirname(filename), name) : name);
  };
  Object.assign(inner, { resolve: outer.resolve, cache: outer.cache, main: outer.main });
  module.require = inner;
  try {
    run.call(module.exports, module.exports, inner, module, filename, dirname(filename));
  } catch (error) {
    loaded.delete(file);
    throw error;
  }
  module.loaded = true;
  return module.exports;
};
`;

/** Makes a package's file where it is not there; yields its place and the modules that stand in it. */
function wholeOf({ root, name }, further) {
  const known = made.get(root);
  if (known) return known;
  const { version } = JSON.parse(fs.readFileSync(join(root, 'package.json'), 'utf8'));
  const label = `${name.replace('/', '-')}-${version}-${digest(ownText, root, ...further)}`;
  const [path, index] = ['cjs', 'json'].map((kind) => join(folder, `${label}.${kind}`));
  if (!fs.existsSync(index)) {
    const own = createRequire(join(root, 'index.js'));
    const files = reached(root, [own.resolve(root), ...further.map((one) => join(root, one))]);
    write(path, textOf(root, files));
    write(index, JSON.stringify([...files.keys()]));
  }
  const whole = { path, files: new Set(JSON.parse(fs.readFileSync(index, 'utf8'))) };
  made.set(root, whole);
  return whole;
}

/** Never seen half written by another worker. */
function write(path, text) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(`${path}.${process.pid}`, text);
  fs.renameSync(`${path}.${process.pid}`, path);
}

const digest = (...texts) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
};

module.exports = {
  packageOf,
  wholeOf,
  getCacheKey(text, file, { transformerConfig }) {
    const { path } = wholeOf(packageOf(file), transformerConfig[packageOf(file).name] ?? []);
    return digest(ownText, text, file, path);
  },
  process(text, file, { transformerConfig }) {
    const { root, name } = packageOf(file);
    const { path, files } = wholeOf({ root, name }, transformerConfig[name] ?? []);
    if (!files.has(file)) return { code: text };
    const [place, part, at] = [path, relative(root, file), root].map((one) => JSON.stringify(one));
    const load = `(globalThis[Symbol.for('whole package')] ?? require(${outside}).load)`;
    return { code: `module.exports = ${load}(${place})(${part}, ${at}, require);` };
  },
};
