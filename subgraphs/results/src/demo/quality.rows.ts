import { dayNumber, dayText, laterBy } from '@lianyi/shared/demo/days';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import { type RecognitionScope, recognitionScopes } from '../catalogue/scope';
import demo from './quality-schemes.json';

interface Scheme {
  readonly institutions: readonly string[];
  readonly groups: readonly string[];
  readonly items?: readonly string[];
  readonly scope: string;
  readonly mark: string;
  readonly assessor: string;
  /** The last rounds were not passed. */
  readonly failed?: boolean;
  /** No round since the one before last. */
  readonly lapsed?: boolean;
}
const schemes: readonly Scheme[] = demo.schemes;

/** Rounds go back so many years; a history of two lies within them. */
const years = 3;

/** The rounds of external assessment: each holds from March to the end of March a year later. */
export function qualityRows(catalogue: Catalogue, today: string) {
  const last = Number(today.slice(0, 4)) - (today.slice(5) < '03-01' ? 1 : 0);
  return schemes.flatMap((scheme, index) => {
    const { mark, assessor, institutions } = scheme;
    const newest = scheme.lapsed ? last - 2 : last;
    const rounds = Array.from({ length: years + 1 }, (_, back) => last - back)
      .filter((year) => year <= newest)
      .flatMap((year) =>
        institutions.flatMap((institutionId) =>
          itemsOf(catalogue, scheme).map((itemCode) => ({
            institutionId,
            ...{ itemCode, mark, assessor, scope: scopeOf(scheme) },
            passed: !scheme.failed || year < last - 1,
            ...{ validFrom: `${year}-03-01`, validTo: `${year + 1}-03-31` },
          })),
        ),
      );
    return rounds.map((round, place) => ({
      ...round,
      id: `demo-quality-${index + 1}-${place + 1}`,
    }));
  });
}

function scopeOf({ scope, mark }: Scheme): RecognitionScope {
  const known = recognitionScopes.find((one) => one === scope);
  if (!known) throw new RangeError(`the demo's scheme ${mark} names the scope ${scope}`);
  return known;
}

const itemsOf = ({ orderable }: Catalogue, { groups, items = [] }: Scheme): string[] => [
  ...orderable
    .filter(({ category, group }) => category === 'LABORATORY' && groups.includes(group))
    .map(({ code }) => code),
  ...items,
];

/** Days of internal control of the last weeks; now and then one was out of control. */
export function controlRows(today: string) {
  const { laboratories, items, days, outOfControlEvery, always } = demo.controls;
  const end = dayNumber(today);
  return laboratories.flatMap((institutionId, laboratory) =>
    items.flatMap((itemCode, item) =>
      Array.from({ length: days }, (_, back) => {
        const daysAgo = back + 1;
        const named = always.some(
          (one) =>
            one.institution === institutionId && one.item === itemCode && one.daysAgo === daysAgo,
        );
        const drawn = (laboratory * 11 + item * 5 + daysAgo * 3) % outOfControlEvery === 0;
        return {
          institutionId,
          itemCode,
          day: dayText(end - daysAgo),
          ...(named ? correctedLater(end - daysAgo) : { inControl: !drawn, revision: 1 }),
        };
      }),
    ),
  );
}

/** Said to be in control in the morning, found out of control in the afternoon. */
const morning = 9 * 60;
const afternoon = 16 * 60;

const recorder = { recordedBy: '检验科质控', recorderSubject: 'quality-manager@township' };

const correctedLater = (day: number) => ({
  inControl: false,
  ...{ revision: 2, note: '1-3s 失控', ...recorder },
  recordedAt: laterBy(startOfShanghaiDay(dayText(day)), afternoon),
});

/** What was said first of the days that were corrected. */
export function correctionRows(today: string) {
  return demo.controls.always.map(({ institution, item, daysAgo }) => {
    const day = dayText(dayNumber(today) - daysAgo);
    const start = startOfShanghaiDay(day);
    return {
      institutionId: institution,
      ...{ itemCode: item, day, inControl: true, revision: 1 },
      ...{ ...recorder, note: null, recordedAt: laterBy(start, morning) },
      replacedAt: laterBy(start, afternoon),
    };
  });
}
