import type { Line } from './conversation';

/** Messages of one author within so long stand together. */
const TOGETHER_MS = 5 * 60_000;

/** What one person said in one go. */
export interface Group {
  readonly author: string;
  readonly lines: readonly Line[];
}

export interface Day {
  /** Its first message: a day has one everywhere. */
  readonly startsAt: number;
  readonly groups: readonly Group[];
}

/** Messages by day, in the zone of this screen, and by author. */
export function daysOf(lines: readonly Line[]): Day[] {
  const days: { startsAt: number; groups: { author: string; lines: Line[] }[] }[] = [];
  for (const line of lines) {
    let day = days.at(-1);
    if (!day || !isSameDay(day.startsAt, line.sentAt)) {
      day = { startsAt: line.sentAt, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    const last = group?.lines.at(-1);
    if (group && last && group.author === line.author && line.sentAt - last.sentAt < TOGETHER_MS) group.lines.push(line);
    else day.groups.push({ author: line.author, lines: [line] });
  }
  return days;
}

export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
