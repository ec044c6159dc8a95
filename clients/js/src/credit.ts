/**
 * Counts what the server may still send. With `auto`, at most `size` items are on their way or in
 * the hands of handlers; half of them handled, as many are granted again. By hand, `size` is what
 * is granted at first. Without a size there is no limit.
 */
export class Credit {
  private granted: number;
  private held = 0;

  constructor(private readonly size: number | undefined, private readonly auto: boolean) {
    this.granted = size ?? Number.POSITIVE_INFINITY;
  }

  get isSpent(): boolean {
    return this.granted <= 0;
  }

  /** What to announce when the stream is asked for anew; undefined for no limit. */
  open(): number | undefined {
    if (this.size === undefined) return undefined;
    if (this.auto) this.granted = this.size - this.held;
    return Math.max(0, this.granted);
  }

  arrived(items: number): void {
    this.granted -= items;
    this.held += items;
  }

  /** Returns how many items to grant again; 0 while more than half may still come. */
  handled(items: number): number {
    this.held -= items;
    if (this.size === undefined || !this.auto) return 0;
    const room = this.size - this.held - this.granted;
    return room * 2 >= this.size ? this.grant(room) : 0;
  }

  /** Returns what to grant again at once, for items that nobody was handed. */
  repeated(items: number): number {
    return this.size === undefined ? 0 : items;
  }

  grant(items: number): number {
    this.granted += items;
    return items;
  }
}
