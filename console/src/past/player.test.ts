import { describe, expect, it } from 'vitest';
import { barAround, holds, localText, Player, speedNamed } from './player';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const MIN = 60_000;

describe('the player', () => {
  const playing = (atMs: number, speed: 1 | 5 | 15 | 60): Player => {
    const player = new Player(atMs, speed);
    player.playing = true;
    return player;
  };

  it('stands still until it is told to play', () => {
    const player = new Player(NOW - MIN, 60);
    expect(player.advance(1_000, Infinity, NOW)).toBe(NOW - MIN);
  });

  it.each([1, 5, 15, 60] as const)('at %d× lets that many seconds pass in one', (speed) => {
    expect(playing(NOW - 10 * MIN, speed).advance(1_000, Infinity, NOW)).toBe(NOW - 10 * MIN + speed * 1_000);
  });

  it('does not pass what has been read, says that it waits, and goes on', () => {
    const player = playing(NOW - 10 * MIN, 60);
    expect(player.advance(1_000, NOW - 10 * MIN + 7_000, NOW)).toBe(NOW - 10 * MIN + 7_000);
    expect(player.isHeld).toBe(true);
    expect(player.advance(100, NOW - 10 * MIN + 3_000, NOW)).toBe(NOW - 10 * MIN + 7_000);
    player.advance(100, Infinity, NOW);
    expect(player.isHeld).toBe(false);
    expect(player.at).toBe(NOW - 10 * MIN + 13_000);
  });

  it('stops at the present and never passes it', () => {
    const player = playing(NOW - 1_000, 15);
    expect(player.advance(1_000, Infinity, NOW)).toBe(NOW);
    expect(player.playing).toBe(false);
    expect(player.jump(NOW + MIN, NOW)).toBe(NOW);
  });

  it('plays on after a jump if it played', () => {
    const player = playing(NOW - 10 * MIN, 1);
    player.jump(NOW - 30 * MIN, NOW);
    expect(player.advance(1_000, Infinity, NOW)).toBe(NOW - 30 * MIN + 1_000);
  });

  it('knows its speeds by name, and no others', () => {
    expect([speedNamed('15'), speedNamed('7'), speedNamed(null)]).toEqual([15, 1, 1]);
  });
});

describe('the bar', () => {
  it('has the moment in its middle, or the present at its end', () => {
    expect(barAround(NOW - 60 * MIN, 60 * MIN, NOW)).toEqual({ fromMs: NOW - 90 * MIN, toMs: NOW - 30 * MIN });
    expect(barAround(NOW - MIN, 60 * MIN, NOW)).toEqual({ fromMs: NOW - 60 * MIN, toMs: NOW });
  });

  it('holds what is on it', () => {
    const bar = barAround(NOW, 60 * MIN, NOW);
    expect([holds(bar, NOW), holds(bar, NOW - 61 * MIN), holds(bar, NOW + 1)]).toEqual([true, false, false]);
  });

  it('names a moment as a field wants it, in the zone of the screen', () => {
    expect(new Date(localText(NOW)).getTime()).toBe(NOW);
  });
});
