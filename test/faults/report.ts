import type { Finding, FindingKind } from './judge/findings';
import type { PlantReport } from './run-plant';

const columns: readonly (readonly [string, readonly FindingKind[]])[] = [
  ['lost', ['acknowledged and lost', 'update lost', 'half stored', 'event missing']],
  ['doubled', ['stored twice', 'event of nothing']],
  ['wrong', ['wrong answer', 'another patient’s', 'stale after a write']],
  ['as none', ['missing shown as none']],
];

const counted = (findings: readonly Finding[], kinds: readonly FindingKind[]) =>
  findings.filter(({ kind }) => kinds.includes(kind)).length;

const named = new Set(columns.flatMap(([, kinds]) => kinds));
const others = (findings: readonly Finding[]) =>
  findings.filter(({ kind }) => !named.has(kind)).length;

function median(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

const row = (cells: readonly (string | number)[]) =>
  cells
    .map((cell, at) => (at === 0 ? String(cell).padEnd(32) : String(cell).padStart(11)))
    .join('');

/** A table with a line for each kind of fault, and what was found at the end. */
export function describeReports(reports: readonly PlantReport[]): string {
  const rounds = reports.flatMap((report) => report.rounds);
  const heads = ['faults', 'writes', 'felt', ...columns.map(([head]) => head), 'other'];
  const lines = [row(['kind', ...heads, 'median ms', 'max ms'])];
  for (const kind of [...new Set(rounds.map(({ fault }) => fault.kind))]) {
    const like = rounds.filter(({ fault }) => fault.kind === kind);
    const sum = (of: (round: (typeof like)[number]) => number) =>
      like.reduce((total, round) => total + of(round), 0);
    const findings = like.flatMap((round) => round.findings);
    const times = like.map(({ recovered }) => Math.round(recovered)).sort((a, b) => a - b);
    lines.push(
      row([
        ...[kind, like.length, sum(({ acknowledged }) => acknowledged), sum(({ felt }) => felt)],
        ...columns.map(([, kinds]) => counted(findings, kinds)),
        ...[others(findings), median(times), times.at(-1) ?? 0],
      ]),
    );
  }
  const after = reports.flatMap((report) => report.after);
  const written = reports.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  lines.push(
    row([
      ...['everything once more, at the end', '', written, ''],
      ...columns.map(([, kinds]) => counted(after, kinds)),
      others(after),
    ]),
  );
  return lines.join('\n');
}

/** Everything that was found, each with the fault under which it showed. */
export const allFindings = (reports: readonly PlantReport[]): readonly string[] =>
  reports.flatMap(({ rounds, after }) => [
    ...rounds.flatMap(({ fault, findings }) =>
      findings.map(({ kind, what }) => `${fault.kind}, ${fault.at}: ${kind}: ${what}`),
    ),
    ...after.map(({ kind, what }) => `at the end: ${kind}: ${what}`),
  ]);
