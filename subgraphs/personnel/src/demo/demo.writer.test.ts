import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { CalendarAddress } from '../calendar-address/calendar-address.entity';
import { personnelTables } from '../data-source';
import { createSubgraph } from '../index';
import { PostingTurn } from '../posting/posting-turn.entity';
import { StaffList } from '../staff-list/staff-list.entity';
import { StaffListLine } from '../staff-list/staff-list-line.entity';

describeDemo({
  tables: personnelTables,
  createSubgraph,
  ofResidents: false,
  empty: [PostingTurn, CalendarAddress, StaffList, StaffListLine, ...eventEntities],
});
