import { DomainError } from '@lianyi/shared/errors/domain-error';
import { shownId } from '@lianyi/shared/text/shown-id';
import type { TrainingPlacement } from './training-placement.entity';

/** The same for a training of others and for an id that is none. */
export class TrainingForbidden extends DomainError {
  constructor(trainingId: string) {
    const id = shownId(trainingId);
    super('FORBIDDEN', `Training ${id} is none in which you have this part.`, { trainingId: id });
  }
}

/** Lists of somebody else's people. */
export class TrainingsForbidden extends DomainError {
  constructor() {
    super(
      'FORBIDDEN',
      'Trainings are listed for trainee and mentor, and for who manages the host or the sender.',
    );
  }
}

/** Nobody learns at two places on a day. */
export class TrainingOverlaps extends DomainError {
  constructor({ id }: TrainingPlacement) {
    super('CONFLICT', `Training ${id} has days of these: finish it, or choose other days.`, {
      trainingId: id,
      field: 'start',
    });
  }
}

/** Its result stands. */
export class TrainingFinished extends DomainError {
  constructor({ id }: TrainingPlacement) {
    super('CONFLICT', `Training ${id} is finished.`, { trainingId: id });
  }
}

/** A judgement is not exchanged for another. */
export class AssessedAlready extends DomainError {
  constructor({ id }: TrainingPlacement, field: string) {
    super('CONFLICT', `Training ${id} was assessed here before, and otherwise.`, {
      trainingId: id,
      field,
    });
  }
}
