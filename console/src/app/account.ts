import { isObject } from '../ward/vitals';
import { Renewing, type Renewal } from './renewing';
import { signInWords } from './signInWords';

/** Before the token expires, as a part of its life. */
const RENEW_AT = 0.7;

type Json = Readonly<Record<string, unknown>>;

/** Why nobody could sign in, for the person who tries. */
export class NotSignedIn extends Error {}

/** A session of the account centre. */
export class Account extends Renewing {
  private constructor(
    name: string, access: string, private refresh: string,
    renewed: (token: string) => void, over: (reason: string) => void,
  ) {
    super(name, access, renewed, over);
  }

  /** Rejects with NotSignedIn when name or password are wrong, or it is too early to try again. */
  static async signIn(
    login: string, password: string, renewed: (token: string) => void, over: (reason: string) => void,
  ): Promise<Account> {
    const [status, body] = await post('sign-in', { login, password });
    if (status === 401) throw new NotSignedIn(signInWords.value.wrong);
    return Account.begun(login, status, body, renewed, over);
  }

  /** The same with a new password, for which somebody was given a one-time code. */
  static async withCode(
    login: string, code: string, password: string, renewed: (token: string) => void, over: (reason: string) => void,
  ): Promise<Account> {
    const [status, body] = await post('reset', { login, code, password });
    if (status === 401) throw new NotSignedIn(signInWords.value.wrongCode);
    return Account.begun(login, status, body, renewed, over);
  }

  private static begun(
    login: string, status: number, body: Json, renewed: (token: string) => void, over: (reason: string) => void,
  ): Account {
    if (status !== 200) throw new NotSignedIn(messageOf(status, body));
    const account = isObject(body.account) ? body.account : {};
    const signedIn = new Account(
      String(account.name ?? login), String(body.access), String(body.refresh), renewed, over,
    );
    signedIn.renewIn(renewInMs(body));
    return signedIn;
  }

  override async signOut(): Promise<void> {
    this.stop();
    await post('sign-out', { refresh: this.refresh }).catch(() => null);
  }

  protected override async ask(): Promise<Renewal> {
    const [status, body] = await post('refresh', { refresh: this.refresh })
      .catch((): Answer => [0, {}]);
    if (status === 401) return { over: messageOf(status, body) };
    if (status !== 200) return null;
    this.refresh = String(body.refresh);
    return { token: String(body.access), renewInMs: renewInMs(body) };
  }
}

function renewInMs(body: Json): number {
  return (Date.parse(String(body.accessUntil)) - Date.now()) * RENEW_AT;
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
