import { DomainError } from '@lianyi/shared/errors/domain-error';

/** What came after a cursor is not all there any more: pruned, or the feed is another one. */
export class ChangesGone extends DomainError {
  constructor(reason: 'pruned' | 'other feed') {
    const why =
      reason === 'pruned'
        ? 'Changes after this cursor are not kept any more (该游标之后的变更已不再保留)'
        : 'This cursor is not of this feed as it is now (该游标不属于当前的变更流)';
    const resync =
      'ask changes without a cursor for latest, read what you hold anew from the graph, then go on after latest';
    super('CONFLICT', `${why}: synchronise in full (需全量同步): ${resync}.`, { resync: true });
  }
}
