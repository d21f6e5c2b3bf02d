import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { testFolder } from '../support/folder';

const { body } = readDataFile(join(testFolder, 'matrix/fields.json'));

export interface FieldGroup {
  readonly group: string;
  /** The group whose rows its fields stand in; null: its own. */
  readonly within: string | null;
  readonly fields: readonly string[];
}

export const groups: readonly FieldGroup[] = body.entries('groups', 'group').map((entry) => ({
  group: entry.text('group'),
  within: entry.optionalText('within'),
  fields: entry.texts('fields'),
}));

const groupByField = new Map(
  groups.flatMap(({ group, fields }) => fields.map((field) => [field, group] as const)),
);

/** The group of `Type.field`; undefined where the matrix has no line for it. */
export const groupOf = (field: string) => groupByField.get(field);

/** Values that follow the rule of the field they stand in. */
export const ofItsParent = 'of its parent';

export const doorKinds = [
  'id',
  'number',
  'name',
  'log',
  'row',
  'row number',
  'worklist',
  'team worklist',
  'consultations',
  'consultation',
  'order check',
  'advice',
  'decisions',
  'candidates',
  'overdue',
  'reviews',
  'notices',
  'critical values',
  'report notices',
  'diagnoses',
  'second readings',
  'prescription reviews',
  'prescription review',
  'prescriptions to check',
  'record reviews',
  'record review',
  'changes',
] as const;

/** A root field that opens something of a patient. */
export interface Door {
  readonly door: string;
  /** The group that must be shown to whom it opens. */
  readonly opens: string;
  /** What it is asked by. */
  readonly by: (typeof doorKinds)[number];
  /** Viewers to whom it stays shut although the group is shown. */
  readonly notFor: readonly string[];
  /** Whom a worklist answers; null: the group says. */
  readonly who: readonly string[] | null;
}

export const doors: readonly Door[] = body.entries('doors', 'door').map((entry) => ({
  door: entry.text('door'),
  opens: entry.text('opens'),
  by: entry.oneOf('by', doorKinds),
  notFor: entry.has('notFor') ? entry.texts('notFor') : [],
  who: entry.has('who') ? entry.texts('who') : null,
}));

const given = body.object('arguments');
/** What a field must be given; empty where it needs nothing. */
export const argumentsOf = (field: string) => (given.has(field) ? given.text(field) : '');

/** Fields that may be empty although they are shown. */
export const sometimesNull: ReadonlySet<string> = new Set(
  body.entries('sometimesNull', 'field').map((entry) => entry.text('field')),
);

/** Every `Type.field` the matrix has a line for. */
export const listed = [...groupByField.keys(), ...doors.map(({ door }) => door)];

/** A question of one part to another, and where it is put. */
export const partQuestions = body.entries('partQuestions', 'field').map((entry) => ({
  field: entry.text('field'),
  part: entry.oneOf('part', subgraphNames),
  text: entry.text('text'),
}));
