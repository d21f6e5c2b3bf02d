// Where a suite runs: Jest's own Node environment. Jest compiles every module anew for every suite,
// a thousand of them before the first test of most. Here a text is compiled once in a worker, and run
// anew in each suite's own context: nothing but the compiled code is shared.
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { loaderIn } = require('./load-whole.cjs');

const compiled = new Map();
const { compileFunction } = vm;

vm.compileFunction = function compileOnce(text, parameters, options = {}) {
  const { filename, parsingContext } = options;
  if (!filename || !parsingContext) return compileFunction.call(vm, text, parameters, options);
  const known = compiled.get(filename);
  const script = known?.text === text ? known.script : compile(text, parameters, filename);
  if (script !== known?.script) compiled.set(filename, { text, script });
  return script.runInContext(parsingContext);
};

function compile(text, parameters, filename) {
  const head = `(function (${parameters.join(', ')}) {`;
  return new vm.Script(`${head}${text}\n})`, { filename, columnOffset: -head.length });
}

module.exports = class extends TestEnvironment {
  constructor(...given) {
    super(...given);
    const context = this.getVmContext();
    this.global[Symbol.for('whole package')] = loaderIn((script) => script.runInContext(context));
  }
};
