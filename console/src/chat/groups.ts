import type { Line } from './conversation';

/** Messages of one author within so long stand together. */
const TOGETHER_MS = 5 * 60_000;

/** A message, and what stands above it. */
export interface Placed {
  readonly line: Line;
  /** The first of its day, on this screen: the day is named. */
  readonly beginsDay: boolean;
  /** The first of what one person said in one go: its author is named. */
  readonly beginsGroup: boolean;
}

/**
 * Messages by day, in the zone of this screen, and by author. One flat list: what older messages
 * change is what stands above a message, never the message itself, which so keeps its place on
 * the screen, its focus and what was asked of it.
 */
export function placed(lines: readonly Line[]): Placed[] {
  return lines.map((line, n) => {
    const before = lines[n - 1];
    const beginsDay = !before || !isSameDay(before.sentAt, line.sentAt);
    return { line, beginsDay, beginsGroup: beginsDay || before.author !== line.author || line.sentAt - before.sentAt >= TOGETHER_MS };
  });
}

export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
