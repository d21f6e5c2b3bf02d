// Where a suite runs: as Jest's own Node environment, made quicker in three ways. Jest compiles every
// module anew for every suite, a thousand of them before the first test of most: here a text is
// compiled once in a worker. Jest gives every suite a context of its own, in which each use of a
// global goes through a proxy, some hundred times as slow as in a program: here the suites of a
// worker run, one after the other, in one context without, whose globals each finds as they were. And
// libraries are loaded into it once (lasting-libraries.cjs); the modules of the product are run anew
// for each suite.
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');
const { installCommonGlobals } = require('jest-util');
const librariesIn = require('./lasting-libraries.cjs');
const { isOfOneSuite } = require('./libraries.cjs');
const { loaderIn } = require('./load-whole.cjs');
const { packageOf } = require('./whole-packages.cjs');

const compiled = new Map();
const { compileFunction, createContext } = vm;

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

/** What is stored along the asynchronous calls of a suite: each makes every promise a little slower. */
const stored = new Set();
const { run } = AsyncLocalStorage.prototype;

AsyncLocalStorage.prototype.run = function runNoted(...given) {
  stored.add(this);
  return Reflect.apply(run, this, given);
};

/** Jest's environment in a context whose globals are its own properties. */
function begin(given) {
  const context = createContext(vm.constants.DONT_CONTEXTIFY);
  vm.createContext = () => context;
  const environment = new TestEnvironment(...given);
  vm.createContext = createContext;
  // Jest's hundred frames of each refusal cost more than the refusal.
  context.Error.stackTraceLimit = Error.stackTraceLimit;
  const untouched = new Map(
    Reflect.ownKeys(context).map((name) => [name, Reflect.getOwnPropertyDescriptor(context, name)]),
  );
  return { context, environment, untouched, library: librariesIn(context) };
}

/** What is read for the first time becomes a value by that. */
const isRead = (name, { get }, now) => get && 'value' in now && now.value === globalThis[name];

function restoreGlobals({ context, untouched }) {
  for (const name of Reflect.ownKeys(context))
    if (!untouched.has(name)) Reflect.deleteProperty(context, name);
  for (const [name, before] of untouched) {
    const now = Reflect.getOwnPropertyDescriptor(context, name) ?? {};
    const isSame = now.value === before.value && now.get === before.get;
    if (!isSame && !isRead(name, before, now)) Reflect.defineProperty(context, name, before);
  }
  const made = { Symbol, Date };
  installCommonGlobals(made, {});
  context.process = made.process;
}

/** What the suites of this worker have in common. */
let lasting = null;

module.exports = class {
  constructor(...given) {
    lasting ??= begin(given);
    restoreGlobals(lasting);
    const { context, environment, library } = lasting;
    this.context = context;
    for (const name of ['global', 'moduleMocker', 'fakeTimers', 'fakeTimersModern'])
      this[name] = environment[name];
    const own = loaderIn((script) => script.runInContext(context));
    context[Symbol.for('whole package')] = (place) => (part, root, require) =>
      isOfOneSuite(packageOf(`${root}/`).name)
        ? own(place)(part, root, require)
        : library(place, part, root);
  }

  async setup() {}

  /** What still runs of an ended suite loads no more modules. */
  async teardown() {
    this.fakeTimers.useRealTimers();
    this.fakeTimersModern.useRealTimers();
    this.moduleMocker.restoreAllMocks();
    for (const one of stored) one.disable();
    stored.clear();
    for (const name of ['context', 'global', 'fakeTimers', 'fakeTimersModern']) this[name] = null;
  }

  exportConditions() {
    return lasting.environment.exportConditions();
  }

  getVmContext() {
    return this.context;
  }
};
