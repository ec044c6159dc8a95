import { describe, expect, it } from 'vitest';
import type { Line } from './conversation';
import { placed } from './groups';

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;

function line(author: string, minutes: number): Line {
  return {
    id: `${author} ${minutes}`, at: null, author, text: 'x', isEdited: false, sentAt: NOON + minutes * MINUTE,
    replyTo: null, standing: 'recorded', changing: undefined, refusal: null,
  };
}

const shape = (lines: Line[]): string => placed(lines)
  .map((one) => `${one.beginsDay ? '|' : ''}${one.beginsGroup ? ` ${one.line.author}` : '.'}`).join('');

describe('days', () => {
  it('begin at midnight of this screen', () => {
    expect(shape([line('a', 0), line('a', 719), line('a', 721), line('a', 722)])).toBe('| a a| a.');
  });

  it('have groups of one author each, without long pauses', () => {
    expect(shape([line('a', 0), line('a', 4), line('b', 4), line('a', 5), line('a', 11)])).toBe('| a. b a a');
  });
});
