import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readViewers } from './read-viewers';

const folder = mkdtempSync(join(tmpdir(), 'lianyi-test-'));
const viewersAt = (...urls: string[]) => {
  const viewers = urls.map((url) => ({ institution: 'center', url }));
  const head = { version: '1', effectiveFrom: '2026-01-01', source: 'test' };
  writeFileSync(join(folder, 'viewers.json'), JSON.stringify({ ...head, viewers }));
  return readViewers(folder);
};
const exam = { studyInstanceUid: '1.2.3', accessionNumber: 'A 1/2$&' };

describe('the image viewer of an institution', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['https://v.example/s/{studyInstanceUid}', 'https://v.example/s/1.2.3'],
    ['http://v.example/?a={accessionNumber}', 'http://v.example/?a=A%201%2F2%24%26'],
    [
      'https://v.example/{studyInstanceUid}?a={accessionNumber}&s={studyInstanceUid}',
      'https://v.example/1.2.3?a=A%201%2F2%24%26&s=1.2.3',
    ],
  ])('fills %s with what the exam is found by', (template, url) => {
    expect(viewersAt(template)('center', exam)).toBe(url);
  });

  it('has no address for another institution, nor without what its address asks for', () => {
    const viewers = viewersAt('https://v.example/{studyInstanceUid}?a={accessionNumber}');
    expect(viewers('elsewhere', exam)).toBeNull();
    expect(viewers('center', { ...exam, studyInstanceUid: null })).toBeNull();
    expect(viewers('center', { ...exam, accessionNumber: null })).toBeNull();
  });

  it.each([
    ['https://v.example/', 'must hold'],
    ['https://v.example/{patientName}/{studyInstanceUid}', 'nothing else in braces'],
    ['javascript:alert({studyInstanceUid})', 'begins with https'],
    ['/studies/{studyInstanceUid}', 'begins with https'],
  ])('stops the start at %s', (url, problem) => {
    expect(() => viewersAt(url)).toThrow(problem);
  });

  it('is one for each institution', () => {
    const url = 'https://v.example/{studyInstanceUid}';
    expect(() => viewersAt(url, url)).toThrow('stands twice');
  });
});
