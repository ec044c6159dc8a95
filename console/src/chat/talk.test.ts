import { describe, expect, it } from 'vitest';
import type { Item } from '@wardstream/client';
import { offsetOf, Talk } from './talk';

const at = (offset: number): string => `chat.messages/2/${offset}`;
const time = (offset: number): string => new Date(Date.parse('2026-11-21T12:00:00Z') + offset * 1000).toISOString();
const event = (offset: number, data: object): Item => ({ at: at(offset), data: { room: 'r', sentAt: time(offset), ...data } });
const say = (offset: number, author: string, text: string, more: object = {}): Item =>
  event(offset, { kind: 'SAY', author, key: `k-${text}`, text, ...more });
const edit = (offset: number, author: string, message: number, text: string): Item =>
  event(offset, { kind: 'EDIT', author, message: at(message), text });
const retract = (offset: number, author: string, message: number): Item =>
  event(offset, { kind: 'RETRACT', author, message: at(message) });
const read = (offset: number, author: string, message: number): Item =>
  event(offset, { kind: 'READ', author, message: at(message) });

function told(...items: Item[]): Talk {
  const talk = new Talk();
  for (const item of items) talk.take(item);
  return talk;
}

const texts = (talk: Talk): (string | null)[] => talk.messages().map((one) => one.text);

describe('the talk of a room', () => {
  it('is in the order of the log, each event once, whatever the order they come in', () => {
    const talk = told(say(9, 'b', 'two'), say(4, 'a', 'one'), say(9, 'b', 'two'), say(12, 'a', 'three'));
    expect(texts(talk)).toEqual(['one', 'two', 'three']);
    expect(talk.oldest).toBe(at(4));
    expect(talk.messages()[0]).toMatchObject({ author: 'a', at: at(4), sentAt: Date.parse(time(4)), isEdited: false });
  });

  it('ignores what an author says again with the same key, also when the first comes later', () => {
    const again = { key: 'same' };
    const first = say(4, 'a', 'hello', again);
    const repeat = say(7, 'a', 'hello', again);
    for (const talk of [told(first, repeat), told(repeat, first)]) {
      expect(talk.messages()).toMatchObject([{ at: at(4), text: 'hello' }]);
    }
    expect(texts(told(first, say(8, 'b', 'hello', again)))).toEqual(['hello', 'hello']);
  });

  it('knows edits and retractions before their message', () => {
    expect(texts(told(edit(6, 'a', 4, 'better'), say(4, 'a', 'good')))).toEqual(['better']);
    expect(texts(told(retract(6, 'a', 4), say(4, 'a', 'good')))).toEqual([null]);
  });

  it('takes the latest edit by the log, and none after a retraction', () => {
    const talk = told(say(4, 'a', '1'), edit(8, 'a', 4, '3'), edit(6, 'a', 4, '2'));
    expect(talk.messages()).toMatchObject([{ text: '3', isEdited: true }]);
    talk.take(retract(7, 'a', 4));
    talk.take(edit(9, 'a', 4, '4'));
    expect(talk.messages()).toMatchObject([{ text: null, isEdited: false }]);
  });

  it('lets nobody change the messages of others', () => {
    const talk = told(say(4, 'a', 'mine'), edit(5, 'b', 4, 'yours'), retract(6, 'b', 4));
    expect(texts(talk)).toEqual(['mine']);
  });

  it('applies a change of a repeat to the message', () => {
    const again = { key: 'same' };
    const talk = told(say(4, 'a', 'hello', again), say(7, 'a', 'hello', again), edit(8, 'a', 7, 'hi'));
    expect(texts(talk)).toEqual(['hi']);
  });

  it('knows how far each member has read, and never less than before', () => {
    const talk = told(read(5, 'b', 4), read(6, 'c', 2), read(7, 'b', 3));
    expect([...talk.reads].map(([who, { offset }]) => [who, offset])).toEqual([['b', 4], ['c', 2]]);
    expect(talk.reads.get('b')?.readAt).toBe(Date.parse(time(5)));
    expect(talk.oldest, 'receipts come alone in a snapshot').toBeNull();
  });

  it('tells whether something changes', () => {
    const talk = new Talk();
    expect(talk.take(say(4, 'a', 'x'))).toBe(true);
    expect(talk.take(say(4, 'a', 'x'))).toBe(false);
    expect(talk.take(edit(5, 'a', 4, 'y'))).toBe(true);
    expect(talk.take(edit(5, 'a', 4, 'y'))).toBe(false);
  });

  it('leaves out what is no event', () => {
    const talk = told(
      { at: 'nowhere', data: { kind: 'SAY', author: 'a', key: 'k', text: 'x', sentAt: time(1) } },
      { at: at(1), data: null }, event(2, { kind: 'WAVE', author: 'a' }), event(3, { kind: 'EDIT', author: 'a', text: 'x' }),
      { at: at(4), data: { kind: 'SAY', author: 'a', key: 'k', text: 'x', sentAt: 'noon' } },
    );
    expect(talk.messages()).toEqual([]);
  });

  it.each([1, 2, 3])('is the same whatever the order and however often it is told, seed %i', (seed) => {
    let state = seed * 7919;
    const random = (n: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % n;
    };
    const log: Item[] = [];
    for (let offset = 0; offset < 60; offset++) {
      const author = 'abc'[random(3)]!;
      const about = random(offset + 1);
      log.push([
        () => say(offset, author, `t${offset}`, { key: `k${random(30)}` }), () => edit(offset, author, about, `e${offset}`),
        () => retract(offset, author, about), () => read(offset, author, about),
      ][random(7) % 4]!());
    }
    const expected = told(...log);
    for (let round = 0; round < 20; round++) {
      const shuffled = [...log, ...log.filter(() => random(3) === 0)].map((item) => ({ item, by: random(1e6) }))
        .sort((one, other) => one.by - other.by).map(({ item }) => item);
      const talk = told(...shuffled);
      expect(talk.messages()).toEqual(expected.messages());
      const offsets = (of: Talk): [string, number][] => [...of.reads].map(([who, { offset }]): [string, number] => [who, offset]).sort();
      expect(offsets(talk)).toEqual(offsets(expected));
    }
  });
});

describe('a position', () => {
  it('has an offset', () => {
    expect(offsetOf('chat.messages/2/4410')).toBe(4410);
    for (const no of ['4410', 'a/b/c', 'chat.messages/2/', null, 3]) expect(offsetOf(no)).toBe(-1);
  });
});
