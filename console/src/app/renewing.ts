const AGAIN_MS = 5_000;

/** What came of asking for a new token. */
export type Renewal =
  | { readonly token: string; readonly renewInMs: number }
  | { readonly over: string }
  /** Nobody could say now: it is asked again. */
  | null;

/** A session that renews its access token in time. All tokens stay in this object. */
export abstract class Renewing {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  /** One at a time: a refresh token that is used twice ends the session. */
  private inFlight: Promise<void> | null = null;

  protected constructor(
    readonly name: string,
    private access: string,
    private readonly renewed: (token: string) => void,
    private readonly over: (reason: string) => void,
  ) {}

  get token(): string {
    return this.access;
  }

  /** Ends the session here, and where it was begun. */
  abstract signOut(): Promise<void>;

  protected abstract ask(): Promise<Renewal>;

  /** A new access token out of turn, as after a sleep; null when there is none to be had now. */
  async renewNow(): Promise<string | null> {
    clearTimeout(this.timer);
    const before = this.access;
    await this.renew();
    return this.access === before ? null : this.access;
  }

  /** Renews no more. */
  stop(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  protected renewIn(ms: number): void {
    this.timer = setTimeout(() => void this.renew(), Number.isFinite(ms) ? Math.max(AGAIN_MS, ms) : AGAIN_MS);
  }

  private renew(): Promise<void> {
    this.inFlight ??= this.renewOnce().finally(() => { this.inFlight = null; });
    return this.inFlight;
  }

  private async renewOnce(): Promise<void> {
    const renewal = await this.ask();
    if (this.ended) return;
    if (renewal === null) {
      this.renewIn(AGAIN_MS);
    } else if ('over' in renewal) {
      this.stop();
      this.over(renewal.over);
    } else {
      this.access = renewal.token;
      this.renewIn(renewal.renewInMs);
      this.renewed(this.access);
    }
  }
}
