module.exports = require('./test-run.cjs').end;
