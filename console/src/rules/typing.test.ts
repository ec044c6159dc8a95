import { describe, expect, it } from 'vitest';
import { indent, newLine, offsetOf } from './typing';

describe('typing', () => {
  it('indents at the caret, whole lines when several are selected, and back', () => {
    expect(indent({ text: 'ab', from: 1, to: 1 }, false)).toEqual({ text: 'a  b', from: 3, to: 3 });
    const right = indent({ text: 'a:\n  b\nc', from: 1, to: 6 }, false);
    expect(right.text).toBe('  a:\n    b\nc');
    expect(right.text.slice(right.from, right.to)).toBe(':\n    b');
    const left = indent({ text: right.text, from: right.from, to: right.to }, true);
    expect(left.text).toBe('a:\n  b\nc');
    expect(indent({ text: 'a', from: 0, to: 0 }, true)).toEqual({ text: 'a', from: 0, to: 0 });
  });

  it('goes on where the line before began, and deeper after a colon', () => {
    expect(newLine({ text: '  a: 1', from: 6, to: 6 }).text).toBe('  a: 1\n  ');
    expect(newLine({ text: '  a:', from: 4, to: 4 })).toEqual({ text: '  a:\n    ', from: 9, to: 9 });
  });

  it('finds lines', () => {
    expect(offsetOf('a\nbc\nd', 1)).toBe(0);
    expect(offsetOf('a\nbc\nd', 3)).toBe(5);
    expect(offsetOf('a\nbc\nd', 9)).toBe(6);
  });
});
