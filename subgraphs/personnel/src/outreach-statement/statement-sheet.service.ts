import { writeCsv } from '@lianyi/shared/csv/write-csv';
import { formatInstant } from '@lianyi/shared/graphql/scalars';
import type { PersonnelContext } from '../context';
import { existingInstitution } from '../institution/institution.service';
import type { OutreachVisit } from '../outreach/outreach-visit.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { outreachStatements, type StatementFilter } from './statement.service';
import type { OutreachStatement, OutreachStatementLine } from './statement.view';

const titles = [
  ...['月份', '姓名', '人员编号', '派出机构', '受援机构', '日期', '开始', '结束', '类别', '主题'],
  ...['数量', '诊治人次', '带教人次', '确认人', '补助（元）', '交通补助（元）', '合计（元）'],
];

/** The statements as a sheet for the finance office: a row for each visit, and one with each sum. */
export async function outreachStatementSheet(
  context: PersonnelContext,
  asked: StatementFilter,
): Promise<string> {
  const statements = await outreachStatements(context, asked);
  const rows = await Promise.all(statements.map((statement) => rowsOf(context, statement)));
  return writeCsv(titles, rows.flat());
}

/** Whole fen as yuan, with two places. */
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

async function rowsOf(context: PersonnelContext, statement: OutreachStatement) {
  const { month, practitionerId, lines, total } = statement;
  const { name } = await existingPractitioner(context, practitionerId);
  const visits = await Promise.all(
    lines.map(async (line) => [
      ...[month, name, practitionerId],
      ...(await visitCells(context, line.visit)),
      ...moneyCells(line),
    ]),
  );
  const sum = (part: 'allowance' | 'transport') =>
    yuan(lines.reduce((fen, line) => fen + line[part], 0));
  const empty = Array.from({ length: 10 }, () => '');
  const money = [sum('allowance'), sum('transport'), yuan(total)];
  return [...visits, [month, name, practitionerId, '合计', ...empty, ...money]];
}

const moneyCells = ({ allowance, transport }: OutreachStatementLine) => [
  ...[yuan(allowance), yuan(transport), yuan(allowance + transport)],
];

async function visitCells(context: PersonnelContext, visit: OutreachVisit) {
  const [from, host] = await Promise.all(
    [visit.fromInstitutionId, visit.hostId].map((id) => existingInstitution(context, id)),
  );
  const witness = visit.confirmedById;
  const confirmed = witness === null ? '' : (await existingPractitioner(context, witness)).name;
  return [
    ...[from?.name ?? '', host?.name ?? '', visit.day],
    ...[timeOfDay(visit.startedAt), timeOfDay(visit.endedAt)],
    ...[context.outreachRules.of(visit.kind).name, visit.topic ?? ''],
    ...[visit.count, visit.peopleSeen, visit.peopleTaught, confirmed],
  ];
}

/** Such as 08:30, in Shanghai. */
const timeOfDay = (at: Date) => formatInstant(at).slice(11, 16);
