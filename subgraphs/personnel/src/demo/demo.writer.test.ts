import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { CalendarAddress } from '../calendar-address/calendar-address.entity';
import { InstitutionTurn } from '../consortium/institution-turn.entity';
import { personnelTables } from '../data-source';
import { createSubgraph } from '../index';
import { PostingTurn } from '../posting/posting-turn.entity';
import {
  PractitionerEmployment,
  PractitionerTitle,
} from '../practitioner/practitioner-history.entity';
import { StaffList } from '../staff-list/staff-list.entity';
import { StaffListLine } from '../staff-list/staff-list-line.entity';

describeDemo({
  tables: personnelTables,
  createSubgraph,
  ofResidents: false,
  // Nobody rose or moved yet.
  empty: [
    PractitionerTitle,
    PractitionerEmployment,
    PostingTurn,
    InstitutionTurn,
    CalendarAddress,
    StaffList,
    StaffListLine,
    ...eventEntities,
  ],
});
