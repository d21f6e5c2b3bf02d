import type { ReportVersion } from '../report/report.entity';

/** What a version says of the report as a whole. */
export interface PastReport {
  readonly version: number;
  readonly status: ReportVersion['status'];
  readonly issuedAt: Date;
  readonly effectiveAt: Date | null;
  readonly patientId: string;
  /** Of an exam. */
  readonly printedCode: string | null;
}

/**
 * The version that was in force at a moment: of those that had arrived the one issued last, of
 * equals the one that came last. Null where none had arrived. Versions are oldest first.
 */
export function versionAt(versions: readonly ReportVersion[], instant: Date): ReportVersion | null {
  let inForce: ReportVersion | null = null;
  for (const version of versions) {
    if (version.changedAt > instant) continue;
    if (inForce === null || version.issuedAt >= inForce.issuedAt) inForce = version;
  }
  return inForce;
}

interface Content {
  readonly patientId?: string;
  readonly effectiveAt?: string | null;
  readonly printedCode?: string;
}

/** A version as far as a verdict asks. */
export function toPastReport({ version, status, issuedAt, content }: ReportVersion): PastReport {
  const { patientId = '', effectiveAt = null, printedCode } = content as Content;
  return {
    version,
    ...{ status, issuedAt, patientId },
    effectiveAt: effectiveAt === null ? null : new Date(effectiveAt),
    printedCode: printedCode?.trim() ?? null,
  };
}
