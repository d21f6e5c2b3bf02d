import type { AccessReader } from '@lianyi/shared/access/access-reader';
import type { DiagnosticReport } from './report.entity';
import { unlessRefused } from './unless-refused';

/**
 * A report that something about a patient points to; null where it does not open, and where the
 * sender corrected whose it is: what stands in it now is another patient's.
 */
export async function hersOrNull<Report extends DiagnosticReport>(
  access: AccessReader,
  patientId: string,
  released: Promise<Report>,
): Promise<Report | null> {
  const report = await unlessRefused(released);
  return report && access.recordsOf(patientId).includes(report.patientId) ? report : null;
}
