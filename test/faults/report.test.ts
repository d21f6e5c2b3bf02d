import { expect, it } from '@jest/globals';
import { noFault } from './kinds/fault';
import { allFindings, describeReports } from './report';

const lost = { kind: 'acknowledged and lost', what: 'report X' } as const;
const odd = { kind: 'address shown', what: 'somewhere' } as const;
const round = { fault: noFault, acknowledged: 5, felt: 2, recovered: 10, findings: [] };
const reports = [
  {
    rounds: [round, { ...round, recovered: 30.4, findings: [lost, odd] }],
    ...{ after: [lost], acknowledged: 10 },
  },
];

it('the table of faults counts what was found, by kind of fault and at the end', () => {
  const lines = describeReports(reports).split('\n');
  expect(
    lines.map((line) =>
      line
        .slice(32)
        .trim()
        .split(/\s{2,}/),
    ),
  ).toEqual([
    [
      ...['faults', 'writes', 'felt', 'lost', 'doubled', 'wrong', 'as none', 'other'],
      ...['median ms', 'max ms'],
    ],
    ['2', '10', '4', '1', '0', '0', '0', '1', '10', '30'],
    ['10', '1', '0', '0', '0', '0'],
  ]);
});

it('every finding is told with its fault', () => {
  expect(allFindings(reports)).toEqual([
    'none, -: acknowledged and lost: report X',
    'none, -: address shown: somewhere',
    'at the end: acknowledged and lost: report X',
  ]);
});
