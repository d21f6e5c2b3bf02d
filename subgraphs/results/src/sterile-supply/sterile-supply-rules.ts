import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { dataFolder } from '../catalogue/catalogue';
import { later, timesOf } from '../diagnostic-request/diagnosis-rules';
import type { Urgency } from '../diagnostic-request/diagnosis-words';

/** How soon packs are delivered; a county edits the file. */
export interface SterileSupplyRules {
  dueAt(urgency: Urgency, requestedAt: Date): Date;
}

/** Throws DataFileError. */
export function readSterileSupplyRules(
  path: string = join(dataFolder, 'sterile-supply.json'),
): SterileSupplyRules {
  const times = timesOf(readDataFile(path).body);
  return { dueAt: (urgency, requestedAt) => later(requestedAt, times[urgency]) };
}
