/** An order that is held: what stands where, and how many would stand elsewhere. */
export interface Held {
  readonly order: readonly string[];
  readonly changes: number;
}

/**
 * The order to show while somebody has their finger on the list: everything that was shown keeps its place, also what
 * has gone; what has come stands at the end, so that it is seen and moves nothing.
 */
export function held(shown: readonly string[], wanted: readonly string[]): Held {
  const here = new Set(shown);
  const come = wanted.filter((id) => !here.has(id));
  const still = new Set(wanted);
  const gone = shown.filter((id) => !still.has(id)).length;
  const order = [...shown, ...come];
  return { order, changes: gone + misplaced(order, wanted) };
}

/** How many must be moved, at least, to make one order of the other. */
function misplaced(order: readonly string[], wanted: readonly string[]): number {
  const places = new Map(order.map((id, place) => [id, place]));
  const tails: number[] = [];
  for (const id of wanted) {
    const place = places.get(id)!;
    const longer = tails.findIndex((tail) => tail > place);
    tails[longer < 0 ? tails.length : longer] = place;
  }
  return wanted.length - tails.length;
}
