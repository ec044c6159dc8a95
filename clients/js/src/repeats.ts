/** Items remembered since the newest cursor; the server sends one a second while data flows. */
const REMEMBERED = 20_000;

/**
 * Knows the positions that were received after the newest cursor: exactly those can come again
 * when a stream is resumed from that cursor, on whatever transport and in whatever order.
 */
export class Repeats {
  private readonly sinceCursor = new Set<string>();
  private expected = new Set<string>();

  /** The stream is asked for again from its newest cursor. */
  resume(): void {
    this.expected = new Set([...this.expected, ...this.sinceCursor].slice(-REMEMBERED));
  }

  /** Everything up to a new cursor has been received. */
  cursor(): void {
    this.sinceCursor.clear();
  }

  /** The stream starts over. */
  forget(): void {
    this.sinceCursor.clear();
    this.expected.clear();
  }

  isNew(at: string): boolean {
    const known = this.expected.delete(at) || this.sinceCursor.has(at);
    // Also what comes again may come once more, when the stream is cut before the next cursor.
    this.sinceCursor.add(at);
    if (this.sinceCursor.size > REMEMBERED) {
      const oldest = this.sinceCursor.values().next();
      if (!oldest.done) this.sinceCursor.delete(oldest.value);
    }
    return !known;
  }
}
