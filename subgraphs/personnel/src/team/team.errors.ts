import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';

/** The same for a team of others and for an id that is none. */
export class TeamForbidden extends DomainError {
  constructor(teamId: string) {
    const id = shownId(teamId);
    super('FORBIDDEN', `Team ${id} is none you manage.`, { teamId: id, field: 'teamId' });
  }
}

/** She is in the team on one of these days already. */
export class AlreadyInTeam extends DomainError {
  constructor(start: string) {
    super('CONFLICT', `The person is in the team from ${start} on: name other days.`, {
      field: 'start',
    });
  }
}

/** She is not in it, or left it on another day. */
export class NotInTeam extends DomainError {
  constructor() {
    super('CONFLICT', 'The person is not in the team that day, or left it on another.', {
      field: 'lastDay',
    });
  }
}
