import { resolve } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

export interface OutwardRules {
  /** Whether a text can be a filing number of the insurer. */
  isFilingNumber(text: string): boolean;
  /** The same in words, for refusals. */
  readonly filingNumberFormat: string;
}

const standardFile = resolve(__dirname, '../../data/outward.json');

/** What a county's insurer prints as a filing number (备案号). Throws DataFileError. */
export function readOutwardRules(path: string = standardFile): OutwardRules {
  const { body } = readDataFile(path);
  const filing = body.object('filingNumber');
  const pattern = patternOf(filing.text('pattern'));
  if (!pattern) throw filing.fail('pattern must be a regular expression');
  return {
    isFilingNumber: (text) => pattern.test(text),
    filingNumberFormat: filing.text('format'),
  };
}

function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`, 'u');
  } catch {
    return undefined;
  }
}
