import { describe, expect, it } from 'vitest';
import type { Line } from './conversation';
import { daysOf } from './groups';

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;

function line(author: string, minutes: number): Line {
  return {
    id: `${author} ${minutes}`, at: null, author, text: 'x', isEdited: false, sentAt: NOON + minutes * MINUTE,
    replyTo: null, standing: 'recorded', changing: undefined, refusal: null,
  };
}

const shape = (lines: Line[]): string[][] =>
  daysOf(lines).map((day) => day.groups.map((group) => `${group.author}${group.lines.length}`));

describe('days', () => {
  it('begin at midnight of this screen', () => {
    expect(shape([line('a', 0), line('a', 719), line('a', 721), line('a', 722)])).toEqual([['a1', 'a1'], ['a2']]);
  });

  it('have groups of one author each, without long pauses', () => {
    expect(shape([line('a', 0), line('a', 4), line('b', 4), line('a', 5), line('a', 11)])).toEqual([['a2', 'b1', 'a1', 'a1']]);
  });
});
