import type { LabReportInput, ObservationInput, PatientRefInput } from './inputs';
import { isNarrative, readItem, readObservation } from './observation';
import type { Order, Result } from './order-groups';
import { postedResults, type ReportHead, readNotes } from './report';

/** Where each observation of a report stood: a refusal of one names its segment. */
export interface LabReport {
  readonly input: LabReportInput;
  readonly results: readonly Result[];
}

export function readLabReport(order: Order, head: ReportHead, patient: PatientRefInput): LabReport {
  const lines = joinLines(postedResults(order));
  const notes = readNotes(order.notes);
  const only = lines.length === 0 ? readNoteAsResult(order, notes) : [];
  const observations = [...lines.map(({ observation }) => observation), ...only];
  const conclusion = only.length > 0 ? '' : readConclusion(notes, lines);
  return {
    input: {
      ...head,
      patient,
      observations: head.status === 'CANCELLED' ? [] : observations,
      ...(conclusion !== '' && { conclusion }),
    },
    results: lines.map(({ result }) => result),
  };
}

/** An order answered by notes alone: they are what the laboratory says of the item it ordered. */
function readNoteAsResult({ obr }: Order, notes: readonly string[]): ObservationInput[] {
  const item = readItem(obr, 4);
  if (item === undefined || notes.length === 0) return [];
  return [
    { code: item.code, ...(item.text !== '' && { name: item.text }), value: notes.join('\n') },
  ];
}

interface Line {
  readonly result: Result;
  readonly observation: ObservationInput;
  readonly notes: readonly string[];
}

/** Running text comes as one OBX a line: neighbours of one item and place are one observation. */
function joinLines(results: readonly Result[]): Line[] {
  const lines: Line[] = [];
  for (const result of results) {
    const observation = readObservation(result);
    const notes = readNotes(result.notes);
    const last = lines.at(-1);
    if (last && continues(last.result, result) && last.observation.code === observation.code) {
      const value = `${last.observation.value}\n${observation.value}`;
      lines.splice(-1, 1, {
        result: last.result,
        observation: { ...last.observation, value },
        notes: [...last.notes, ...notes],
      });
    } else lines.push({ result, observation, notes });
  }
  return lines;
}

const continues = (first: Result, next: Result) =>
  isNarrative(first.obx) && isNarrative(next.obx) && first.obx.text(4) === next.obx.text(4);

/** The notes under the order, then those under each result with its name before them. */
function readConclusion(ofOrder: readonly string[], lines: readonly Line[]): string {
  const ofResults = lines.flatMap(({ observation, notes }) =>
    notes.map((note) => `${observation.name ?? observation.code}: ${note}`),
  );
  return [...ofOrder, ...ofResults].join('\n');
}
