import { resolve } from 'node:path';
import { createMessageHandler } from '@lianyi/gateway/hl7/receive';
import { loadSenderTable } from '@lianyi/gateway/hl7/senders';
import type { RunOperation } from '@lianyi/gateway/hl7/types';
import { createLogger } from '@lianyi/shared/logging/logger';
import { createClient } from '../support/client';
import { testFolder } from '../support/folder';

export interface ReadBack {
  /** Reports and visits that acknowledged messages tell of. */
  readonly recorded: number;
  /** Of those, how many are there exactly once and readable by a clinician of the sender. */
  readonly readable: number;
  readonly missing: readonly string[];
}

const sendersFile = resolve(testFolder, '../gateway/config/hl7-senders.json');

const readers: Readonly<Record<string, string>> = {
  postLabReport: 'query ($id: ID!) { found: labReport(id: $id) { id observations { id } } }',
  postExamReport: 'query ($id: ID!) { found: examReport(id: $id) { id findings } }',
};

/**
 * Posts every acknowledged message once more, straight through the graph: what is stored says
 * so (UNCHANGED, the same report), what was lost would be CREATED; then reads each report.
 */
export async function readBack(url: string, messages: readonly Buffer[]): Promise<ReadBack> {
  const { run } = createClient(url);
  const missing: string[] = [];
  let recorded = 0;
  let readable = 0;

  const post: RunOperation = async (operation, variables, viewer) => {
    const answer = await run(`reporter@${viewer.institutionId}`, operation, variables);
    const [[field, result] = ['', null]] = Object.entries(answer.data ?? {});
    const { outcome, report } = (result ?? {}) as { outcome?: string; report?: { id: string } };
    const reader = readers[field];
    if (!reader) return answer;
    recorded += 1;
    const id = report?.id ?? '';
    const seen =
      outcome === 'UNCHANGED'
        ? await run(`clinician@${viewer.institutionId}`, reader, { id })
        : undefined;
    if (seen?.data?.found && !seen.errors) readable += 1;
    else missing.push(`${field} ${id}: ${outcome ?? JSON.stringify(answer.errors)}`);
    return answer;
  };
  const handle = createMessageHandler({
    run: post,
    senders: loadSenderTable(sendersFile, { demo: true }),
    logger: createLogger('read-back', 'silent'),
    now: () => new Date(),
    newId: () => 'read-back',
  });
  for (const message of messages) {
    const { outcome } = await handle(message);
    if (outcome.code !== 'AA') missing.push(`${outcome.controlId}: ${outcome.reason}`);
  }
  return { recorded, readable, missing };
}
