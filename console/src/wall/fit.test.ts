import { describe, expect, it } from 'vitest';
import { fit } from './fit';

describe('the wall', () => {
  it('shows 64 beds on a 4K screen without scrolling, in readable size', () => {
    const { columns, em } = fit(64, 3824, 2060);
    expect(Math.ceil(64 / columns) * (em * 11.2 + 8)).toBeLessThanOrEqual(2068);
    expect(em).toBeGreaterThan(18);
  });

  it('scrolls rather than shrink below reading size', () => {
    expect(fit(64, 1424, 800).em).toBeGreaterThanOrEqual(12);
    expect(fit(16, 374, 700)).toMatchObject({ columns: 1 });
  });

  it('does not blow up a single bed', () => {
    expect(fit(1, 3824, 2060)).toEqual({ columns: 1, em: 48 });
  });
});
