import { describe, expect, it } from 'vitest';
import { doubts, EMPTY, faults, isEmpty, putOf, typed, type Draft } from './entry';

const FULL: Draft = {
  numbers: { rr: '18', spo2: '97', o2Flow: '2', sbp: '121', dbp: '74', pulse: '88', temp: '37,2' }, o2: true, acvpu: 'A',
};
const with_ = (numbers: Partial<Draft['numbers']>, more: Partial<Draft> = {}): Draft => ({ ...FULL, ...more, numbers: { ...FULL.numbers, ...numbers } });
const ROUND = { by: 'nurse-1', patient: 'p-3', boot: 17, seq: 4, atMs: 1000 };

describe('what is typed', () => {
  it.each([
    ['37,2', 37.2], ['37.2', 37.2], [' 98 ', 98], ['0', 0], [',5', 0.5], ['37.', 37], ['', null], ['  ', null],
  ])('%j is %j', (text, value) => expect(typed(text)).toBe(value));

  it.each(['37,2,1', 'x', '-1', '1e3', '12 0', 'NaN', '٣'])('%j is no number', (text) => expect(typed(text)).toBeNaN());
});

describe('a round', () => {
  it('that is full and likely raises no doubt', () => {
    expect(doubts(FULL)).toEqual([]);
    expect(faults(FULL)).toEqual([]);
  });

  it('is one reading with one observation set, in the name of who entered it', () => {
    expect(putOf(FULL, ROUND)).toEqual({ put: {
      device: 'nurse-1', boot: 17, seq: 4, patient: 'p-3', readings: [{
        t: 1000, observationSet: 'nurse-1.17.4', rr: 18, spo2: 97, o2: true, o2Flow: 2, sbp: 121, dbp: 74, pulse: 88, acvpu: 'A', temp: 37.2,
      }],
    } });
  });

  it('leaves out what was not measured, and the flow of those who breathe air', () => {
    expect(putOf(with_({ temp: '', dbp: '' }, { o2: false }), ROUND)).toMatchObject({ put: { readings: [{ o2: false }] } });
    const { put } = putOf(with_({ temp: '', dbp: '' }, { o2: false, acvpu: null }), ROUND) as { put: { readings: object[] } };
    expect(Object.keys(put.readings[0]!)).toEqual(['t', 'observationSet', 'rr', 'spo2', 'sbp', 'pulse', 'o2']);
  });

  it('of a long name has an id the protocol takes', () => {
    const { put } = putOf(FULL, { ...ROUND, by: 'n'.repeat(128) }) as { put: { readings: { observationSet: string }[] } };
    expect(put.readings[0]!.observationSet).toHaveLength(128);
    expect(put.readings[0]!.observationSet).toMatch(/\.17\.4$/);
  });

  it('says what it lacks for a complete score, oxygen and consciousness too', () => {
    expect(doubts(with_({ temp: '' }, { o2: null, acvpu: null })).map((one) => `${one.kind} ${one.field}`))
      .toEqual(['few temp', 'few o2', 'few acvpu']);
    expect(isEmpty(EMPTY)).toBe(true);
    expect(isEmpty({ ...EMPTY, acvpu: 'U' })).toBe(false);
  });

  it.each([
    [with_({ spo2: '101' }), 'impossible spo2'], [with_({ temp: '372' }), 'impossible temp'], [with_({ rr: '0' }), 'unusual rr'],
    [with_({ pulse: '190' }), 'unusual pulse'], [with_({ sbp: '74', dbp: '121' }), 'pair dbp'], [with_({ o2Flow: '' }), 'flow o2Flow'],
  ])('is doubted once where it is unlikely %#', (draft, doubt) => {
    expect(doubts(draft).map((one) => `${one.kind} ${one.field}`)).toEqual([doubt]);
  });

  it('names the fields that hold no number', () => {
    expect(faults(with_({ rr: '1o', temp: '?' }))).toEqual(['rr', 'temp']);
  });
});
