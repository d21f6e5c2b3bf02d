import { writeCsv } from '@lianyi/shared/csv/write-csv';
import type { ReferralsContext } from '../context';
import { institutionNames } from '../slip/institution-names';
import { type AnalysisArguments, outwardAnalysis } from './outward-analysis.service';
import type { OutwardCount } from './outward-analysis.view';

type Names = ReadonlyMap<string, string>;
type Cell = (count: OutwardCount, names: Names) => string | number;

const nameOf = (institution: { readonly id: string } | null, names: Names) =>
  institution === null ? '' : (names.get(institution.id) ?? institution.id);

const columns: readonly (readonly [string, Cell])[] = [
  ['月份', ({ month }) => month ?? ''],
  ['转出机构', ({ from }, names) => nameOf(from, names)],
  ['转入机构', ({ to }, names) => nameOf(to, names)],
  ['原因代码', ({ reasonCode }) => reasonCode ?? ''],
  ['转诊原因', ({ reason }) => reason ?? ''],
  ['病种（ICD-10类目）', ({ disease }) => disease ?? ''],
  ['转出例数', ({ referrals }) => referrals],
  ['急诊例数', ({ emergencies }) => emergencies],
  ['已批准', ({ approved }) => approved],
  ['未批准', ({ refused }) => refused],
  ['已备案', ({ filed }) => filed],
  ['县域内诊治病种例数', ({ treatable }) => treatable],
];

/** The analysis as a sheet for a spreadsheet program, with institutions by name. */
export async function outwardSheet(
  context: Parameters<typeof outwardAnalysis>[0] & Pick<ReferralsContext, 'ask'>,
  asked: AnalysisArguments,
): Promise<string> {
  const counts = await outwardAnalysis(context, asked);
  const ids = counts.flatMap(({ from, to }) => [from, to].flatMap((one) => one?.id ?? []));
  const names: Names =
    ids.length === 0 ? new Map() : await institutionNames(context, [...new Set(ids)]);
  return writeCsv(
    columns.map(([title]) => title),
    counts.map((count) => columns.map(([, cell]) => cell(count, names))),
  );
}
