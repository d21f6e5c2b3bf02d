import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { Modality } from './inputs';
import { recordReports } from './record';
import { fakeGraph } from './testing/door-fixture';
import { msh, parsed, pid } from './testing/messages';

const viewer = { subject: 'hl7', name: 'RIS', institutionId: 'x', roles: [], scopes: [] };
const order = (item: string, section = '', fields: Partial<Record<number, string>> = {}) => {
  const all: Record<number, string> = {
    1: '1',
    3: 'R1',
    4: item,
    7: '20261121',
    24: section,
    25: 'F',
  };
  const sent: Partial<Record<number, string>> = { ...all, 22: '202611211000', ...fields };
  return ['OBR', ...Array.from({ length: 25 }, (_, at) => sent[at + 1] ?? '')].join('|');
};
const findings = 'OBX|1|TX|F^检查所见||双肺纹理清晰\\.br\\心影不大||||||F';
const impression = 'OBX|2|TX|I^诊断意见||未见异常||||||F';

const post = async (segments: readonly string[], modality?: Modality) => {
  const graph = fakeGraph();
  const logger = createLogger('hl7', 'silent');
  const sender = { institutionId: 'x', name: 'RIS', ...(modality && { modality }) };
  await recordReports(
    { run: graph.run, logger },
    parsed(msh(), pid(), ...segments),
    { sender, institutionOf: () => undefined },
    viewer,
  );
  return { mutation: graph.calls[0]?.mutation, input: graph.calls[0]?.variables.input };
};

describe('an exam report of an ORU', () => {
  it('carries findings and impression apart', async () => {
    const { mutation, input } = await post([
      order('DX-CHEST^胸部正位', 'DX', { 18: 'ACC7' }),
      findings,
      impression,
      'OBX|3|HD|113014^DICOM Study^DCM||1.2.840.1.5||||||O',
    ]);
    expect(mutation).toBe('postExamReport');
    expect(input).toMatchObject({
      sourceId: 'LIS/R1/DX-CHEST',
      status: 'FINAL',
      itemCode: 'DX-CHEST',
      modality: 'DX',
      findings: '双肺纹理清晰\n心影不大',
      conclusion: '未见异常',
      studyInstanceUid: '1.2.840.1.5',
      accessionNumber: 'ACC7',
    });
  });

  it.each([
    ['71020&GDT^Chest', '71020&IMP^Chest'],
    ['18782-3^Study observation^LN', '19005-8^Impression^LN'],
    ['A^超声所见', 'B^超声提示'],
    ['A^诊断描述', 'B^结论'],
  ])('knows findings %s from impression %s', async (first, second) => {
    const segments = [order('X', 'US'), `OBX|1|TX|${first}||one`, `OBX|2|TX|${second}||two`];
    expect((await post(segments)).input).toMatchObject({ findings: 'one', conclusion: 'two' });
  });

  it('writes a measurement with its name and unit into the findings', async () => {
    const segments = [order('US-HEART^心脏彩超', 'CUS'), 'OBX|1|NM|EF^射血分数||62|%'];
    expect((await post(segments)).input).toMatchObject({
      findings: '射血分数: 62 %',
      conclusion: '',
    });
  });

  it('is critical where a result is flagged so', async () => {
    const segments = [order('X', 'CT'), 'OBX|1|TX|A||大面积脑出血|||AA'];
    expect((await post(segments)).input).toMatchObject({ critical: true });
  });

  it('takes the catalogue code where the sender sends one beside its own', async () => {
    const segments = [order('8801^头颅CT^L^CT-HEAD^头颅CT平扫^YX', 'CT'), findings];
    expect((await post(segments)).input).toMatchObject({ itemCode: 'CT-HEAD' });
  });

  it.each([
    ['CT', 'CT'],
    ['NMR', 'MR'],
    ['RUS', 'US'],
    ['EC', 'ECG'],
    ['SP', 'SM'],
    ['DR', 'DX'],
  ])('of section %s is by %s', async (section, modality) => {
    expect((await post([order('X', section), findings])).input).toMatchObject({ modality });
  });

  it.each([
    ['头颅MRI平扫', 'MR'],
    ['胸部CT平扫', 'CT'],
    ['十二导联心电图', 'ECG'],
    ['肝胆胰脾彩超', 'US'],
    ['全身PET-CT', 'PT'],
    ['胸部正侧位', 'DX'],
  ])('of section RAD about %s is by %s', async (name, modality) => {
    expect((await post([order(`X^${name}`, 'RAD'), findings])).input).toMatchObject({ modality });
  });

  it('names OBR-24 where no modality can be told', async () => {
    await expect(post([order('X^检查', 'RAD'), findings])).rejects.toThrow(
      /^OBR-24: does not tell the modality/,
    );
  });

  it('takes the modality of a sender that does nothing else', async () => {
    const { mutation, input } = await post([order('X^检查'), findings], 'ECG');
    expect([mutation, input]).toMatchObject(['postExamReport', { modality: 'ECG' }]);
  });
});

describe('which report an order becomes', () => {
  it.each([
    ['text about an imaging exam', order('X^胸部CT'), findings, 'postExamReport'],
    ['text about anything else', order('X^血培养'), findings, 'postLabReport'],
    ['text of a laboratory section', order('X^CT值', 'MB'), findings, 'postLabReport'],
    ['numbers about an imaging exam', order('X^CT值'), 'OBX|1|NM|A||1', 'postLabReport'],
    ['numbers of an imaging section', order('X', 'US'), 'OBX|1|NM|A||1', 'postExamReport'],
  ])('is told by %s', async (_, obr, obx, mutation) => {
    expect((await post([obr, obx])).mutation).toBe(mutation);
  });
});
