import { stepClock } from './clock';
import { defectHooks, plant } from './defects';
import { hookLoading } from './load-hook';
import type { Measured, Told } from './messages';
import { countConnections, setQuota } from './quota';

/**
 * Loaded into a part's process before the product (`--require`), by tests alone: steps its clock,
 * fills its disk, measures its memory, and plants a defect, as the process that started it says.
 */
hookLoading(new Map([...defectHooks, ['better-sqlite3', countConnections]]));

process.on('message', ({ defect, clock, full, measure }: Told) => {
  if (defect !== undefined) plant(defect);
  if (clock !== undefined) stepClock(clock);
  if (full !== undefined) setQuota(full);
  process.send?.(measure ? measured() : {});
});
// Whoever started this process is gone: nobody would stop it.
process.on('disconnect', () => process.exit(1));

function measured(): Measured {
  // Twice: what the first one finalizes is freed by the second.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed: heapBytes, external: externalBytes } = process.memoryUsage();
  return { heapBytes, externalBytes };
}
