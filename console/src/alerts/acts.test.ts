import { beforeEach, describe, expect, it } from 'vitest';
import { folded, type Alert } from '../ward/alerts';
import { Acts, isTold, LATE_MS, progressOf, type Progress, type Wish } from './acts';

interface Asked {
  readonly request: object;
  readonly answer: (ok: object) => void;
  readonly refuse: (refusal: object) => void;
}

describe('acts', () => {
  let asked: Asked[];
  let now: number;
  let acts: Acts;
  const wish: Wish = { action: 'ack', alert: 'a-1', patient: 'p-1' };

  beforeEach(() => {
    asked = [];
    now = 1_000;
    acts = new Acts((request) => new Promise((answer, refuse) => { asked.push({ request, answer, refuse }); }), () => now);
  });

  const progress = (isLinked = true): Progress[] => acts.list.value.map((act) => progressOf(act, now, isLinked));
  const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

  it('are sent as the protocol has it', () => {
    acts.do({ action: 'alarmOff', patient: 'p-1', family: 'HR_HIGH', note: 'in the bath', untilMs: 5 });
    expect(JSON.parse(JSON.stringify(asked[0]!.request))).toEqual(
      { act: { action: 'alarmOff', patient: 'p-1', family: 'HR_HIGH', note: 'in the bath', untilMs: 5 } });
  });

  it('of the same alert are two when it has sounded anew between them', () => {
    acts.do({ ...wish, asOf: 5 });
    acts.do({ ...wish, asOf: 5 });
    acts.do({ ...wish, asOf: 9 });
    expect(asked.map(({ request }) => request)).toMatchObject([{ act: { action: 'ack', asOf: 5 } }, { act: { action: 'ack', asOf: 9 } }]);
  });

  it('that are recorded and took no effect are told as outdated', async () => {
    const open = (more: object): Alert => folded(undefined, {
      alertId: 'a-1', patient: 'p-1', family: 'HR_HIGH', severity: 'HIGH', open: true, seq: 5, soundedSeq: 5, ...more,
    })!;
    acts.do({ ...wish, asOf: 5 });
    asked[0]!.answer({});
    await settled();
    acts.compare([open({})]);
    expect(progress()).toEqual(['done']);
    acts.compare([open({ seq: 9, soundedSeq: 9 })]);
    expect(acts.list.value[0]).toMatchObject({ outcome: 'refused', refusal: { code: 'OUTDATED' } });
  });

  it('that took effect stay done, also when it sounds anew later', async () => {
    const alert = folded(undefined, { alertId: 'a-1', patient: 'p-1', family: 'HR_HIGH', severity: 'HIGH', open: true, seq: 6, acked: true })!;
    acts.do({ ...wish, asOf: 5 });
    asked[0]!.answer({});
    await settled();
    acts.compare([alert]);
    acts.compare([{ ...alert, standing: 'active', soundedAt: 9 }]);
    expect(progress()).toEqual(['done']);
  });

  it('are done only when the server has answered', async () => {
    acts.do(wish);
    expect(progress()).toEqual(['sending']);
    asked[0]!.answer({});
    await settled();
    expect(progress()).toEqual(['done']);
  });

  it('look unconfirmed after a while, and at once without a link', () => {
    acts.do(wish);
    expect(progress(false)).toEqual(['unconfirmed']);
    now += LATE_MS;
    expect(progress()).toEqual(['unconfirmed']);
  });

  it('are still done when the answer comes late', async () => {
    acts.do(wish);
    now += 60_000;
    asked[0]!.answer({});
    await settled();
    expect(progress(false)).toEqual(['done']);
  });

  it('keep a refusal with its reason until it is dismissed', async () => {
    acts.do(wish);
    asked[0]!.refuse({ code: 'FORBIDDEN', message: 'no', path: 'act.alert' });
    await settled();
    const [act] = acts.list.value;
    expect(progress()).toEqual(['refused']);
    expect(act!.refusal).toEqual({ code: 'FORBIDDEN', message: 'no', path: 'act.alert' });
    now += 3_600_000;
    expect(isTold(act!, now)).toBe(true);
    acts.dismiss(act!.key);
    expect(progress()).toEqual([]);
  });

  it('are not asked for twice while the first is on its way, but again after a refusal', async () => {
    acts.do(wish);
    acts.do(wish);
    expect(asked).toHaveLength(1);
    asked[0]!.refuse({ code: 'UNAVAILABLE' });
    await settled();
    acts.do(wish);
    expect(asked).toHaveLength(2);
    expect(progress()).toEqual(['sending']);
  });

  it('of others are told apart', () => {
    acts.do(wish);
    acts.do({ ...wish, alert: 'a-2' });
    acts.do({ action: 'comment', alert: 'a-1', patient: 'p-1', note: 'one' });
    acts.do({ action: 'comment', alert: 'a-1', patient: 'p-1', note: 'two' });
    expect(asked).toHaveLength(4);
  });
});
