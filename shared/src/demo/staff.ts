import type { DemoCategory, DemoInstitution, DemoPractitioner, DemoTitle } from './county-types';
import staffing from './data/staff.json';
import { inventName } from './names';
import { createRandom } from './random';
import { streams } from './streams';

const posts: Readonly<Record<string, readonly (readonly string[])[]>> = staffing.posts;
const titles: Readonly<Record<string, string>> = staffing.titles;
const professions: Readonly<Record<string, string>> = staffing.professions;

/** GB/T 8561: profession, then level; none for those without a title. */
function titleCodeOf(category: string, title: string): string | null {
  const [profession, level] = [professions[category], titles[title]];
  return profession && level ? `${profession}${level}` : null;
}

/** The people of an institution, the same ids and names for the same seed. */
export function inventStaff(
  seed: number,
  { id: employerId, tier }: DemoInstitution,
  place: number,
): DemoPractitioner[] {
  return (posts[tier] ?? []).map(([category = '', titleLevel = '', specialty = ''], post) => {
    const random = createRandom(seed, streams.staff, place * 1000 + post);
    const sex = random.chance(category === 'NURSE' ? 0.03 : 0.55) ? 'MALE' : 'FEMALE';
    return {
      id: `p-${employerId}-${String(post + 1).padStart(2, '0')}`,
      name: inventName(random, sex, random.int(1964, 1997)),
      // The data file's words are held to the types by a test.
      category: category as DemoCategory,
      titleLevel: titleLevel as DemoTitle,
      titleCode: titleCodeOf(category, titleLevel),
      ...{ specialty, employerId },
    };
  });
}
