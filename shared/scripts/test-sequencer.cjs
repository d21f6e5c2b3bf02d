// The order in which suites are run. Jest begins with those that took longest the last time; where
// none was run before, with the longest files, which says little: suites of the whole product then
// begin with the others, as one that takes minutes would be run alone at the end.
const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const isOfTheWhole = ({ path, context }) =>
  relative(context.config.rootDir, path).startsWith('test/');

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    return [...sorted.filter(isOfTheWhole), ...sorted.filter((test) => !isOfTheWhole(test))];
  }
};
