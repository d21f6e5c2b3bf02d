// Libraries of many files, which the tests load as whole files (whole-packages.cjs), and what of
// them is entered besides their entry.
const packages = {
  ...{ typeorm: [], mysql2: ['promise.js'], '@sqltools/formatter': [] },
  ...{ graphql: [], 'type-graphql': [], 'graphql-scalars': [], 'graphql-jit': [] },
  ...{ '@graphql-tools/utils': [], '@graphql-tools/merge': [], '@graphql-tools/schema': [] },
  ...{ '@apollo/subgraph': [], '@apollo/gateway': [], '@apollo/server': [] },
  ...{ '@apollo/federation-internals': [], '@apollo/query-graphs': [], '@apollo/composition': [] },
  ...{ '@apollo/query-planner': [], '@apollo/protobufjs': [], protobufjs: [] },
  ...{ fastify: [], avvio: [], undici: [], ioredis: [], ajv: [], semver: [], uuid: [], pino: [] },
  ...{ '@opentelemetry/api': [], '@opentelemetry/core': [], '@opentelemetry/resources': [] },
  ...{ '@opentelemetry/sdk-metrics': [], '@opentelemetry/semantic-conventions': [] },
  ...{ '@opentelemetry/otlp-transformer': [], '@opentelemetry/otlp-exporter-base': [] },
  ...{ 'make-fetch-happen': [], cacache: [], 'readable-stream': [], 'fast-check': [] },
};

/** Those that keep in themselves what a suite registers: each suite has its own. */
const isOfOneSuite = (name) => name.startsWith('@opentelemetry/');

module.exports = { packages, isOfOneSuite };
