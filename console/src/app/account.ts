import { isObject } from '../ward/vitals';
import { signInWords } from './signInWords';

/** Before the token expires, as a part of its life. */
const RENEW_AT = 0.7;
const AGAIN_MS = 5_000;

type Json = Readonly<Record<string, unknown>>;

/** Why nobody could sign in, for the person who tries. */
export class NotSignedIn extends Error {}

/**
 * A session of the account centre: signs in, renews the access token in time, signs out. The
 * refresh token stays in this object: not in storage, not in a cookie.
 */
export class Account {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;

  private constructor(
    readonly name: string,
    private access: string,
    private refresh: string,
    private readonly renewed: (token: string) => void,
    private readonly over: (reason: string) => void,
  ) {}

  /** Rejects with NotSignedIn when name or password are wrong, or it is too early to try again. */
  static async signIn(
    login: string, password: string, renewed: (token: string) => void, over: (reason: string) => void,
  ): Promise<Account> {
    const [status, body] = await post('sign-in', { login, password });
    if (status !== 200) throw new NotSignedIn(messageOf(status, body));
    const account = isObject(body.account) ? body.account : {};
    const signedIn = new Account(
      String(account.name ?? login), String(body.access), String(body.refresh), renewed, over,
    );
    signedIn.renewLater(body);
    return signedIn;
  }

  get token(): string {
    return this.access;
  }

  /** Ends the session here and on the server. */
  async signOut(): Promise<void> {
    this.stop();
    await post('sign-out', { refresh: this.refresh }).catch(() => null);
  }

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

  private renewLater(body: Json): void {
    const life = Date.parse(String(body.accessUntil)) - Date.now();
    const wait = Number.isNaN(life) ? AGAIN_MS : Math.max(AGAIN_MS, life * RENEW_AT);
    this.timer = setTimeout(() => void this.renew(), wait);
  }

  private async renew(): Promise<void> {
    const [status, body] = await post('refresh', { refresh: this.refresh })
      .catch((): Answer => [0, {}]);
    if (this.ended) return;
    if (status === 200) {
      this.access = String(body.access);
      this.refresh = String(body.refresh);
      this.renewLater(body);
      this.renewed(this.access);
    } else if (status === 401) {
      this.stop();
      this.over(messageOf(status, body));
    } else {
      this.timer = setTimeout(() => void this.renew(), AGAIN_MS);
    }
  }
}

type Answer = readonly [status: number, body: Json];

async function post(what: string, fields: Json): Promise<Answer> {
  const response = await fetch(`v1/auth/${what}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(fields),
  });
  const body = await response.json().catch(() => null) as unknown;
  return [response.status, isObject(body) ? body : {}];
}

function messageOf(status: number, body: Json): string {
  const error = isObject(body.error) ? body.error : {};
  if (typeof error.afterMs === 'number' && status === 429) {
    return signInWords.value.tooSoon(Math.ceil(error.afterMs / 1000));
  }
  if (status === 404 || status === 405) return signInWords.value.noAccounts;
  return typeof error.message === 'string' ? `${error.message}.` : signInWords.value.answered(status);
}
