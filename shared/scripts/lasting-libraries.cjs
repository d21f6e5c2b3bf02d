// Libraries of a worker of Jest: loaded once and run in the context of all its suites. What a
// library takes a second to get going with, each suite would pay again. The product's own modules
// are every suite's own.
const fs = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname, join, relative } = require('node:path');
const { Script } = require('node:vm');
const { packages } = require('./libraries.cjs');
const { loaderIn } = require('./load-whole.cjs');
const { packageOf, wholeOf } = require('./whole-packages.cjs');

const head = '(function (exports, require, module, __filename, __dirname) {';

/** The whole file that holds a module of a library; null where it stands in none. */
function wholeWith(file) {
  const { root, name } = packageOf(file);
  const further = packages[name];
  const whole = further && wholeOf({ root, name }, further);
  return whole?.files.has(file) ? { root, ...whole } : null;
}

module.exports = function librariesIn(context) {
  const load = loaderIn((script) => script.runInContext(context));
  const single = new Map();

  const requireFrom = (file) => {
    const own = createRequire(file);
    const from = (name) => (isBuiltin(name) ? own(name) : found(own.resolve(name), own));
    return Object.assign(from, { resolve: own.resolve, cache: {}, main: undefined });
  };
  const found = (file, own) => {
    if (/\.(node|mjs)$/.test(file)) return own(file);
    const whole = wholeWith(file);
    if (whole) return part(whole.path, relative(whole.root, file), whole.root);
    return (single.get(file) ?? run(file)).exports;
  };
  const run = (filename) => {
    const module = { exports: {}, id: filename, filename, loaded: false, children: [], paths: [] };
    single.set(filename, module);
    const text = fs.readFileSync(filename, 'utf8');
    if (filename.endsWith('.json')) module.exports = JSON.parse(text);
    else {
      module.require = requireFrom(filename);
      const script = new Script(`${head}${text}\n})`, { filename, columnOffset: -head.length });
      const body = script.runInContext(context);
      const place = [filename, dirname(filename)];
      body.call(module.exports, module.exports, module.require, module, ...place);
    }
    module.loaded = true;
    return module;
  };
  const part = (place, name, root) => load(place)(name, root, requireFrom(join(root, 'index.js')));
  return part;
};
