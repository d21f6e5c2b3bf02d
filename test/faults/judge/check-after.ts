import type { Crew } from '../load/crew';
import { checkChain, checkEvents, checkProcesses, checkReleases } from './check-audit';

/** What is checked once after some rounds: events, releases, the access log, processes. */
export async function checkAfter(crew: Crew, before: readonly string[]) {
  await checkReleases(crew);
  await checkEvents(crew, before);
  await checkChain(crew);
  checkProcesses(crew);
}
