import { describe, expect, it } from '@jest/globals';
import { createCounty } from './county';
import castData from './data/cast.json';
import stories from './data/cast-stories.json';
import illnesses from './data/illnesses.json';
import institutions from './data/institutions.json';
import panels from './data/lab-panels.json';
import states from './data/lab-states.json';
import staff from './data/staff.json';
import { diagnosisOf } from './diagnoses';
import { drugOf } from './drugs';
import { labItem, panelOf, stateOf } from './lab-items';

/** Every value of a field, anywhere in a file. */
function every(node: unknown, field: string): string[] {
  if (Array.isArray(node)) return node.flatMap((one) => every(one, field));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === field ? [value].flat().map(String) : every(value, field),
  );
}
const files = [illnesses, stories, castData];
const words = (field: string) => [...new Set(files.flatMap((file) => every(file, field)))];
const ids = institutions.institutions.map(({ id }) => id);

describe('the words of the demo’s data files', () => {
  it('name diagnoses that are there', () => {
    const named = [...words('diagnosis'), ...words('diagnoses'), ...words('conditions')];
    expect(() => named.map(diagnosisOf)).not.toThrow();
  });

  it('name drugs that are there', () => {
    expect(() => [...words('drugs'), ...words('goOnWith')].map(drugOf)).not.toThrow();
  });

  it('name panels that are there', () => {
    const named = words('panels').filter((panel) => panel !== 'TUMOR');
    expect(() => [...named, 'TUMOR_MALE', 'TUMOR_FEMALE'].map(panelOf)).not.toThrow();
    expect(() => Object.values(panels.panels).flat().map(labItem)).not.toThrow();
  });

  it('name states that are there, of items that are there', () => {
    expect(() => words('state').map(stateOf)).not.toThrow();
    expect(() => Object.values(states.states).flatMap(Object.keys).map(labItem)).not.toThrow();
  });

  it('name institutions that are there', () => {
    const named = ['at', 'from', 'to', 'township', 'lead', 'parent'].flatMap((field) => [
      ...words(field),
      ...every(institutions, field),
    ]);
    expect(named.filter((id) => id !== 'null' && !ids.includes(id))).toEqual([]);
  });

  it('give every tier its staff', () => {
    const tiers = new Set(institutions.institutions.map(({ tier }) => tier));
    expect(Object.keys(staff.posts).sort()).toEqual([...tiers].sort());
  });

  it('tell a story of everybody in the cast', () => {
    expect(stories.stories).toHaveLength(castData.residents.length);
    const county = createCounty({ patients: 12, seed: 1, today: '2026-11-21' });
    for (const [index, { name }] of castData.residents.entries()) {
      expect(county.person(index).name).toBe(name);
      expect(county.resident(index).history.encounters().length).toBeGreaterThan(0);
    }
  });
});
