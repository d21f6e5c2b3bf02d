import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import { createGatewayMetrics } from '../metrics/gateway-metrics';
import { createApolloLogger } from './apollo-logger';
import { cleanName, createOperationRecorder } from './operation-record';

const logTo = (lines: string[]) =>
  createLogger('gateway', 'debug', { write: (line: string) => lines.push(line) });

describe('createApolloLogger', () => {
  it('keeps what Apollo says and drops the error it appends', () => {
    const lines: string[] = [];
    createApolloLogger(logTo(lines)).error('Unexpected error processing request: Error: 张三');
    expect(lines.join()).toContain('Unexpected error processing request');
    expect(lines.join()).not.toContain('张三');
  });
});

describe('createOperationRecorder', () => {
  it('keeps one event on one line, whatever the name', () => {
    const lines: string[] = [];
    const metrics = createGatewayMetrics({ processMetrics: false });
    createOperationRecorder(
      logTo(lines),
      metrics,
    )({
      ...{ operation: 'a\n{"level":"error"}', outcome: 'ok', durationMs: 1.234, executed: true },
      ...{ traceId: 't', requestId: 'r' },
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      operation: 'a___level___error__',
      durationMs: 1.2,
    });
  });
});

describe('cleanName', () => {
  it.each([
    [undefined, 'anonymous'],
    ['', 'anonymous'],
    ['UnifiedRecord', 'UnifiedRecord'],
    ['q'.repeat(100), 'q'.repeat(64)],
    ['Of341799197304159178', 'Of_'],
    ['Trend2026', 'Trend2026'],
  ])('makes of %s a name for a log line', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });
});
