// Loads what whole-packages.cjs made. A file is read and compiled once in a process, and run once
// wherever `run` runs it.
const fs = require('node:fs');
const { Script } = require('node:vm');

const scripts = new Map();

function scriptOf(path) {
  const known = scripts.get(path) ?? new Script(fs.readFileSync(path, 'utf8'), { filename: path });
  scripts.set(path, known);
  return known;
}

function loaderIn(run) {
  const loaded = new Map();
  return (path) => {
    const known = loaded.get(path) ?? run(scriptOf(path));
    loaded.set(path, known);
    return known;
  };
}

module.exports = { loaderIn, load: loaderIn((script) => script.runInThisContext()) };
