/** A token, or where to get one: asked at the start, before it expires, and when it is refused. */
export type TokenSource = string | (() => string | Promise<string>);

/** A token is renewed when a fifth of its life is left, at least this, at most half. */
const AHEAD_MS = 30_000;
const AGAIN_MS = 5_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The newest token. Tokens that are JWTs with `exp` are renewed in time, if there is a source. */
export class Tokens {
  private token: string | null;
  private timer: Timer | undefined;
  private refusals = 0;

  /** @param renewed called with every token that replaces one in use */
  constructor(private readonly source: TokenSource, private readonly renewed: () => void) {
    this.token = typeof source === 'string' ? source : null;
  }

  /** Null until `fetch` has got one. */
  get current(): string | null {
    return this.token;
  }

  async fetch(): Promise<void> {
    if (typeof this.source === 'string') return;
    this.keep(await this.source());
  }

  replace(token: string): void {
    this.keep(token);
    this.renewed();
  }

  accepted(): void {
    this.refusals = 0;
  }

  /** The token has expired: the next connection needs another. */
  expired(): void {
    if (typeof this.source !== 'string') this.token = null;
  }

  /** The server does not accept the token. Returns whether another may help. */
  refused(): boolean {
    this.refusals += 1;
    this.expired();
    return this.token === null && this.refusals === 1;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private keep(token: string): void {
    this.token = token;
    this.close();
    if (typeof this.source === 'string') return;
    const expiresAt = expiryOf(token);
    if (expiresAt === null) return;
    const left = expiresAt - Date.now();
    this.renewIn(Math.max(left / 2, left - Math.max(AHEAD_MS, left / 5)));
  }

  private renewIn(ms: number): void {
    const wait = Math.min(Math.max(ms, AGAIN_MS), LONGEST_TIMER_MS);
    this.timer = setTimeout(() => {
      this.fetch().then(this.renewed, () => this.renewIn(AGAIN_MS));
    }, wait);
  }
}

/** When a JWT expires, by the clock of who issued it; null for any other token. */
function expiryOf(token: string): number | null {
  try {
    const claims = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(claims)) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : null;
  } catch {
    return null;
  }
}

type Timer = ReturnType<typeof setTimeout>;
