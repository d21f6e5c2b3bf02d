import { cast } from './cast';
import type { CountyOptions } from './county-types';
import { dayNumber, dayText } from './days';
import { demoId } from './demo-id';
import { diagnosisOf } from './diagnoses';
import { ageBand, chronicIllnesses } from './illnesses';
import type { DemoCondition, Person } from './person-types';
import { createRandom } from './random';
import { streams } from './streams';

/** The long-lasting illnesses of a resident, drawn by age; those of the cast are given. */
export function conditionsOf(
  { seed, today }: Pick<CountyOptions, 'seed' | 'today'>,
  { index, age, attends, birthDate }: Pick<Person, 'index' | 'age' | 'attends' | 'birthDate'>,
): DemoCondition[] {
  const random = createRandom(seed, streams.health, index);
  const given = cast[index]?.conditions;
  const band = ageBand(age);
  const end = dayNumber(today);
  const lived = end - dayNumber(birthDate);
  const has = chronicIllnesses.filter(({ diagnosis, share }) => {
    const drawn = random.chance(share[band] ?? 0);
    return given ? given.includes(diagnosis) : drawn;
  });
  return has.map(({ diagnosis }, number) => ({
    id: demoId(seed, 'CONDITION', index, number),
    ...{ key: diagnosis, code: diagnosisOf(diagnosis) },
    // Not in the first years of life, and not later than the history begins to show it.
    onset: dayText(
      end - random.int(Math.min(740, lived >> 1), Math.min(6500, Math.floor(lived * 0.8))),
    ),
    // Anaemia heals; the others stay.
    active: diagnosis !== 'anaemia' || given !== undefined || random.chance(0.6),
    chronic: diagnosis !== 'anaemia',
    recordedById: random.chance(0.4) ? (attends.hospital ?? attends.township) : attends.township,
  }));
}
