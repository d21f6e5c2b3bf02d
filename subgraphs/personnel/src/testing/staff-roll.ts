import { expect } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { Licence } from '../licence/licence.entity';
import { Practitioner } from '../practitioner/practitioner.entity';
import {
  PractitionerEmployment,
  PractitionerTitle,
} from '../practitioner/practitioner-history.entity';
import { aStaffList, type StaffRow, staffDesk } from './staff-desk';

/** A line of a person whose title rose. */
export const risen = { titleLevel: '副高', titleCode: '232', titleSince: '2026-05-01' };

/** Lists that are read and enacted, and what is on record then. */
export function staffRoll(harness: () => SubgraphHarness) {
  const desk = staffDesk(harness);
  const drafted = async (...lines: readonly StaffRow[]) => {
    const { faults, list } = await desk.draft(aStaffList(...lines));
    expect(faults).toEqual([]);
    return list?.id;
  };
  const enacted = async (...lines: readonly StaffRow[]) => {
    const { list, message } = await desk.enact(await drafted(...lines));
    expect(message).toBe('');
    return list;
  };
  const stored = async (id: string) => {
    const { read } = harness().database;
    const byDay = { where: { practitionerId: id }, order: { since: 'ASC' } } as const;
    const titles = await read.find(PractitionerTitle, byDay);
    const employments = await read.find(PractitionerEmployment, byDay);
    return {
      person: await read.findOneBy(Practitioner, { id }),
      titles: titles.map(({ code, level, since }) => `${since} ${level} ${code}`),
      employments: employments.map(({ employerId, since }) => `${since} ${employerId}`),
      licences: await read.findBy(Licence, { practitionerId: id }),
    };
  };
  const eventsOf = async (id: string) =>
    (await harness().database.read.find(OutboxEvent))
      .filter(({ payload }) => (payload as { practitionerId: string }).practitionerId === id)
      .map(({ type }) => type);
  return { ...desk, drafted, enacted, stored, eventsOf };
}
