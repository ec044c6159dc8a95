/** What a key press makes of a text and the selection in it. */
export interface Typed {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const STEP = '  ';

/** Tab: two blanks, or all selected lines two to the right; with Shift, to the left. */
export function indent({ text, from, to }: Typed, back: boolean): Typed {
  if (from === to && !back) return { text: text.slice(0, from) + STEP + text.slice(to), from: from + 2, to: from + 2 };
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lines = text.slice(start, to).split('\n');
  const moved = lines.map((line) => (back ? line.replace(/^ {1,2}/, '') : STEP + line));
  const first = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const all = moved.join('\n');
  return {
    text: text.slice(0, start) + all + text.slice(to),
    from: Math.max(start, from + first),
    to: Math.max(start, to + all.length - (to - start)),
  };
}

/** Enter: the next line begins where this one does, and deeper after a colon. */
export function newLine({ text, from, to }: Typed): Typed {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const blanks = /^ */.exec(line)?.[0] ?? '';
  const added = `\n${blanks}${/:\s*$/.test(line) ? STEP : ''}`;
  return { text: text.slice(0, from) + added + text.slice(to), from: from + added.length, to: from + added.length };
}

/** Where a line begins, from 1; the end of the text beyond its last. */
export function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}
