import { CalendarEntry } from '@lianyi/personnel/calendar/calendar-entry.entity';
import { CalendarAddress } from '@lianyi/personnel/calendar-address/calendar-address.entity';
import { Consortium, ConsortiumMember } from '@lianyi/personnel/consortium/consortium.entity';
import { createContexts, createPersonnelProcess } from '@lianyi/personnel/context';
import { Institution } from '@lianyi/personnel/institution/institution.entity';
import { OutreachVisit } from '@lianyi/personnel/outreach/outreach-visit.entity';
import { Posting } from '@lianyi/personnel/posting/posting.entity';
import { Practitioner } from '@lianyi/personnel/practitioner/practitioner.entity';
import { readPersonnelRules } from '@lianyi/personnel/rules/personnel-rules';
import { buildPersonnelSchema } from '@lianyi/personnel/schema';
import {
  FamilyDoctorTeam,
  FamilyDoctorTeamMember,
} from '@lianyi/personnel/team/family-doctor-team.entity';
import { HandbookEntry, TrainingAssessment } from '@lianyi/personnel/training/handbook.entity';
import { TrainingPlacement } from '@lianyi/personnel/training/training-placement.entity';
import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { createLogger } from '@lianyi/shared/logging/logger';
import { runSubgraph } from '@lianyi/shared/subgraph/run-subgraph';
import { benchKeys } from '../bench/place';
import { type CountyFrame, type CountySize, countyFrame } from './county-frame';
import { postingsOf, today, visitsOf } from './county-log';
import { addressOf, calendarOf, teamsOf, trainingsOf } from './county-plans';
import { type Question, questionsFor } from './questions';

/** The personnel part before a county of some size. */
export interface PersonnelCounty {
  readonly questions: readonly Question[];
  /** Asks as the first does in a minute: nothing is kept from before. The answer's length; rejects a refusal. */
  ask(question: Question): Promise<number>;
}

/** Fills an empty database of the personnel part with a county of a size. */
export async function fillCounty(database: Database, size: CountySize): Promise<void> {
  const frame = countyFrame(size);
  const { placements, handbook, assessments } = trainingsOf(frame);
  const { teams, members } = teamsOf(frame);
  await database.transaction(async (manager) => {
    await insertRows(manager, Institution, frame.institutions);
    await insertRows(manager, Consortium, frame.consortia);
    await insertRows(manager, ConsortiumMember, frame.members);
    await insertRows(manager, Practitioner, frame.practitioners);
    await insertRows(manager, Posting, postingsOf(frame));
    await insertRows(manager, OutreachVisit, visitsOf(frame));
    await insertRows(manager, CalendarEntry, calendarOf(frame));
    await insertRows(manager, CalendarAddress, [addressOf()]);
    await insertRows(manager, TrainingPlacement, placements);
    await insertRows(manager, HandbookEntry, handbook);
    await insertRows(manager, TrainingAssessment, assessments);
    await insertRows(manager, FamilyDoctorTeam, teams);
    await insertRows(manager, FamilyDoctorTeamMember, members);
  });
}

/** The part before a database that was filled with a county of the size. */
export function openCounty(database: Database, size: CountySize): PersonnelCounty {
  const frame: CountyFrame = countyFrame(size);
  const logger = createLogger('bench', 'error');
  const options = {
    location: { dataDir: '' },
    ...{ keys: benchKeys(), logger },
    ask: (name: string) => Promise.reject(new Unavailable(name)),
    now: () => new Date(`${today}T04:00:00Z`),
  };
  const process = createPersonnelProcess(options, database, readPersonnelRules());
  const subgraph = runSubgraph({
    name: 'personnel',
    ...{ schema: buildPersonnelSchema().schema, database, logger },
    contextFor: createContexts(process),
  });
  return {
    questions: questionsFor(frame, options.keys),
    async ask({ name, viewer, query, variables = {} }) {
      process.institutions.clear();
      process.practitioners.clear();
      const identity = { viewer, requestId: name, traceId: 'bench' };
      const context = subgraph.contextFor({ identity, grants: { tokens: [] } });
      const { data, errors } = await subgraph.execute(query, variables, context);
      if (errors || !data) throw new Error(`${name}: ${errors?.[0]?.message}`);
      return JSON.stringify(data).length;
    },
  };
}
