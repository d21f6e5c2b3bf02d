import type { ReferenceCache } from '@lianyi/shared/cache/reference-cache';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { Position, PositionReader } from '@lianyi/shared/ports/institution-positions';
import type {
  AgreedRecognition,
  ReadAgreements,
} from '@lianyi/shared/ports/recognition-agreements';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { CatalogueItem } from '../catalogue/item';
import type { InstitutionQuality } from '../quality/quality.loader';
import type { DiagnosticReport } from '../report/report.entity';
import { recognize, type Verdict } from './recognize';

export interface VerdictSources {
  readonly catalogue: Catalogue;
  readonly quality: Pick<ReferenceCache<InstitutionQuality>, 'get'>;
  readonly positions: PositionReader;
  readonly agreements: ReadAgreements;
  readonly viewer: { readonly institutionId: string };
  /** One moment for all verdicts of a request. */
  readonly instant: Date;
  /** The institution whose work is judged: not who read the image, but who made it. */
  madeAt(report: JudgedReport): Promise<string>;
}

/** What of a report is judged. */
export interface Judged {
  readonly itemCode: string;
  readonly mapped: boolean;
  readonly comparable: boolean;
}

export type JudgedReport = Pick<
  DiagnosticReport,
  'institutionId' | 'status' | 'effectiveAt' | 'issuedAt'
>;

/** What verdicts between two institutions rest on, but for the result itself. */
interface Ground {
  readonly quality: InstitutionQuality | null;
  readonly from: Position | null;
  readonly at: Position;
  readonly agreed: AgreedRecognition;
}

export type Verdicts = ReturnType<typeof createVerdicts>;

/** Verdicts of one request: quality and places are looked up once per pair of institutions. */
export function createVerdicts(sources: VerdictSources) {
  const { viewer } = sources;
  const grounds = new Map<string, Promise<Ground>>();
  const groundOf = (from: string, asked: string): Promise<Ground> => {
    const key = `${from}\n${asked}`;
    const known = grounds.get(key) ?? lookUp(sources, from, asked);
    grounds.set(key, known);
    return known;
  };
  const judge = createJudge(sources);
  const judgeFor = async (report: JudgedReport, asked: string) => {
    const institutionId = await sources.madeAt(report);
    const ground = await groundOf(institutionId, asked);
    return (judged: Judged) => judge(report, judged, institutionId, ground);
  };
  // A report's values are judged alike: what they have in common is waited for once.
  const judges = new WeakMap<JudgedReport, Map<string, ReturnType<typeof judgeFor>>>();

  return {
    madeAt: sources.madeAt,
    /** Whether the institution `asked`, the viewer's own where null, may rely on a result. */
    of(report: JudgedReport, judged: Judged, asked: string | null): Promise<Verdict> {
      const at = asked ?? viewer.institutionId;
      const ofReport = judges.get(report) ?? new Map();
      judges.set(report, ofReport);
      const known: ReturnType<typeof judgeFor> = ofReport.get(at) ?? judgeFor(report, at);
      ofReport.set(at, known);
      return known.then((decide) => decide(judged));
    },
  };
}

/** What an item is agreed on by: its own code, and that of the item whose rows stand for it too. */
const codesOf = ({ code, qualityCode }: CatalogueItem): string[] =>
  qualityCode === null ? [code] : [code, qualityCode];

function createJudge({ catalogue, instant }: VerdictSources) {
  const today = shanghaiDay(instant);
  const { base } = catalogue.windows;
  const { reach } = catalogue.scopes;
  return (
    { status, effectiveAt, issuedAt }: JudgedReport,
    { itemCode, mapped, comparable }: Judged,
    institutionId: string,
    { quality, from, at, agreed }: Ground,
  ): Verdict => {
    const item = mapped ? catalogue.find(itemCode, today) : null;
    return recognize({
      result: { institutionId, status, effectiveAt, issuedAt, comparable },
      window: item && catalogue.windows.on(item, today),
      quality: standingFor(item, quality?.records),
      controls: standingFor(item, quality?.outOfControl),
      agreed: agreed({
        from: institutionId,
        ...{ at: at.institutionId, day: today },
        codes: item === null ? [] : codesOf(item),
      }),
      ...{ from, at, instant, base, reach },
    });
  };
}

/** Rows of an item, and of the item whose rows stand for it too. */
function standingFor<Row>(
  item: CatalogueItem | null,
  rows: ReadonlyMap<string, readonly Row[]> | undefined,
): readonly Row[] {
  if (item === null || rows === undefined) return [];
  const own = rows.get(item.code) ?? [];
  if (item.qualityCode === null) return own;
  return [...own, ...(rows.get(item.qualityCode) ?? [])];
}

async function lookUp(
  { agreements, quality, positions, viewer }: VerdictSources,
  fromId: string,
  atId: string,
): Promise<Ground> {
  const found = quality.get(fromId);
  if (fromId === atId)
    return { quality: await found, from: null, at: nowhere(atId), agreed: nothing };
  const [rounds, from, at] = await Promise.all([found, positions(fromId), positions(atId)]);
  if (at === null && atId !== viewer.institutionId)
    throw new InvalidInput('at', 'is not an institution.');
  const together = from?.consortiumIds.some((id) => at?.consortiumIds.includes(id));
  const agreed = together ? nothing : await agreements();
  return { quality: rounds, from, at: at ?? nowhere(atId), agreed };
}

/** Among members of one community nothing has to be agreed on. */
const nothing: AgreedRecognition = () => false;

/** An institution whose place is not known: only a national mark reaches it. */
const nowhere = (institutionId: string): Position => ({
  institutionId,
  ...{ regionCode: '', consortiumIds: [] },
});
