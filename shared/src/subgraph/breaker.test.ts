import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createBreaker } from './breaker';

describe('a breaker', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const start = () => {
    const part = { answers: false, asked: 0 };
    const changes: boolean[] = [];
    const breaker = createBreaker({
      ...{ failuresToOpen: 2, probeMilliseconds: 500 },
      probe: async () => {
        part.asked += 1;
        return part.answers;
      },
      onChange: (open) => changes.push(open),
    });
    return { breaker, changes, part };
  };
  const open = () => {
    const started = start();
    const { breaker } = started;
    for (const _time of [1, 2]) breaker.failed(breaker.round);
    return started;
  };

  it('opens after failures in a row, and not after as many with an answer between', () => {
    const { breaker, changes } = start();
    breaker.failed(breaker.round);
    breaker.succeeded(breaker.round);
    breaker.failed(breaker.round);
    expect(breaker.isOpen).toBe(false);
    breaker.failed(breaker.round);
    expect([breaker.isOpen, changes]).toEqual([true, [true]]);
  });

  it('looks for the part until it answers, and closes then', async () => {
    const { breaker, changes, part } = open();
    await jest.advanceTimersByTimeAsync(1499);
    expect([breaker.isOpen, part.asked]).toEqual([true, 2]);
    part.answers = true;
    await jest.advanceTimersByTimeAsync(1);
    expect([breaker.isOpen, changes]).toEqual([false, [true, false]]);
    await jest.advanceTimersByTimeAsync(5000);
    expect(part.asked).toBe(3);
  });

  it('takes a probe that fails for a part that does not answer', async () => {
    const changes: boolean[] = [];
    const breaker = createBreaker({
      ...{ failuresToOpen: 1, probeMilliseconds: 500 },
      probe: () => Promise.reject(new Error('refused')),
      onChange: (one) => changes.push(one),
    });
    breaker.failed(breaker.round);
    await jest.advanceTimersByTimeAsync(2000);
    expect([breaker.isOpen, changes]).toEqual([true, [true]]);
    breaker.close();
  });

  it('opens again by the first failure after it closed, until something was answered', async () => {
    const { breaker, part } = open();
    part.answers = true;
    await jest.advanceTimersByTimeAsync(500);
    breaker.failed(breaker.round);
    expect(breaker.isOpen).toBe(true);
    await jest.advanceTimersByTimeAsync(500);
    breaker.succeeded(breaker.round);
    breaker.failed(breaker.round);
    expect(breaker.isOpen).toBe(false);
  });

  it('is told nothing by the answer to what was asked before it opened', async () => {
    const { breaker, part } = open();
    breaker.succeeded(0);
    expect(breaker.isOpen).toBe(true);
    part.answers = true;
    await jest.advanceTimersByTimeAsync(500);
    breaker.succeeded(0);
    breaker.failed(breaker.round);
    expect(breaker.isOpen).toBe(true);
  });

  it('is not opened again by what was asked before it opened and fails late', async () => {
    const { breaker, changes, part } = open();
    part.answers = true;
    await jest.advanceTimersByTimeAsync(500);
    for (let late = 0; late < 20; late += 1) breaker.failed(0);
    expect([breaker.isOpen, changes]).toEqual([false, [true, false]]);
  });

  it('looks no more once it is shut down', async () => {
    const { breaker, part } = open();
    breaker.close();
    await jest.advanceTimersByTimeAsync(5000);
    expect(part.asked).toBe(0);
  });
});
