import { describe, expect, it } from '@jest/globals';
import { toGb18030 } from '@lianyi/shared/testing/gb18030';
import { aStaffList, licensed } from '../testing/staff-desk';
import { readStaff } from '../testing/staff-reader';

describe('a list of staff', () => {
  it('is read by its own words and days, a licence with the person', async () => {
    const more = { titleSince: '2016年8月1日', employedSince: '20100901', leftOn: '2026.5.31' };
    const list = aStaffList({
      ...more,
      ...licensed('１１０１２３４５６x'),
      employer: '52341799mb00000001',
    });
    expect(await readStaff(list)).toEqual({
      faults: [],
      lines: [
        {
          ...{ id: 'practitioner-1', name: '张三', category: 'PHYSICIAN', specialty: '内科' },
          department: null,
          ...{ titleLevel: 'INTERMEDIATE', titleCode: '233', titleSince: '2016-08-01' },
          ...{ employerId: 'county-hospital', employedSince: '2010-09-01', leftOn: '2026-05-31' },
          licence: {
            ...{ kind: 'PHYSICIAN', number: '110123456X', category: 'CLINICAL', scope: '内科专业' },
            ...{ issuedOn: '2015-07-01', expiresOn: null },
          },
        },
      ],
    });
  });

  it('says nothing of columns it does not have', async () => {
    const { lines } = await readStaff(
      '工号,姓名,类别,职称,单位\nN1,李四,护士,护师,county-hospital',
    );
    expect(lines).toEqual([
      {
        ...{ id: 'N1', name: '李四', category: 'NURSE', employerId: 'county-hospital' },
        ...{ titleLevel: 'JUNIOR', titleCode: undefined, titleSince: null, specialty: undefined },
        ...{ employedSince: null, leftOn: null, licence: null },
      },
    ]);
  });

  it('is read in GB18030 as in UTF-8', async () => {
    const list = aStaffList({}).slice(1);
    expect(await readStaff(toGb18030(list))).toEqual(await readStaff(list));
  });

  it.each([
    ['category', ['医师', '村医', '药师', '护士', '技师', '公卫', '行政', 'NURSE']],
    ['titleLevel', ['主任护师', '副高', '主管技师', '药师', '执业助理医师', '无', 'SENIOR']],
  ] as const)('knows words for %s', async (field, words) => {
    const list = aStaffList(
      ...words.map((word, at) => ({ id: `P${at}`, titleCode: '', [field]: word })),
    );
    const { faults, lines } = await readStaff(list);
    expect(faults).toEqual([]);
    expect(lines.map((line) => line[field])).toEqual(
      {
        category: [
          ...['PHYSICIAN', 'VILLAGE_DOCTOR', 'PHARMACIST', 'NURSE', 'TECHNICIAN'],
          ...['PUBLIC_HEALTH', 'ADMINISTRATOR', 'NURSE'],
        ],
        titleLevel: [
          ...[
            'SENIOR',
            'ASSOCIATE_SENIOR',
            'INTERMEDIATE',
            'JUNIOR',
            'ASSISTANT',
            'NONE',
            'SENIOR',
          ],
        ],
      }[field],
    );
  });
});
