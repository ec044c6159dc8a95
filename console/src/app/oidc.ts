import { isObject } from '../ward/vitals';
import { signInWords } from './signInWords';
import type { Json } from './http';
import { Renewing, type Renewal } from './renewing';
import { replace } from './route';

const KEPT = 'wardstream.oidc';
/** Before the token expires, as a part of its life. */
const RENEW_AT = 0.7;
/** Errors that say nothing about the session. */
const PASSING: ReadonlySet<unknown> = new Set(['temporarily_unavailable', 'server_error']);
/** Of a token whose life the provider does not tell, as it need not (RFC 6749 §5.1). */
const ASSUMED_LIFE_S = 60;

/** An OpenID provider, as this server names it. */
export interface Provider {
  readonly issuer: string;
  readonly client: string;
  readonly authorization: string;
  readonly token: string;
  readonly endSession: string | null;
}

/** What this page must remember while the person is at the provider; no secret that lasts. */
interface Errand {
  readonly provider: Provider;
  readonly state: string;
  readonly verifier: string;
}

/** The provider in the answer of `v1/sign-in`; null when there is none, or it cannot be asked now. */
export function providerOf(json: unknown): Provider | null {
  if (!isObject(json)) return null;
  const { issuer, client, authorization, token, endSession } = json;
  if (typeof authorization !== 'string' || typeof token !== 'string') return null;
  return {
    issuer: String(issuer), client: String(client), authorization, token,
    endSession: typeof endSession === 'string' ? endSession : null,
  };
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function here(): string {
  return document.baseURI.split('#')[0]!;
}

/**
 * Leaves for the provider: authorization code with PKCE (RFC 7636). The code comes back in the
 * fragment, which no server and no log sees.
 */
export async function leaveFor(provider: Provider): Promise<void> {
  const errand: Errand = { provider, state: random(), verifier: random() };
  sessionStorage.setItem(KEPT, JSON.stringify(errand));
  const address = new URL(provider.authorization);
  for (const [name, value] of Object.entries({
    response_type: 'code', response_mode: 'fragment', scope: 'openid', client_id: provider.client,
    redirect_uri: here(), state: errand.state,
    code_challenge: await challengeOf(errand.verifier), code_challenge_method: 'S256',
  })) address.searchParams.set(name, value);
  location.assign(address);
}

/** The person is back, and why not signed in. */
export class NotBack extends Error {}

/**
 * The session of somebody who has just come back from the provider; null when nobody has. Whatever
 * the address carried is taken out of it at once.
 */
export async function comeBack(
  renewed: (token: string) => void, over: (reason: string) => void,
): Promise<OidcAccount | null> {
  const answer = new URLSearchParams(location.hash.slice(1));
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return null;
  replace('');
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const errand = kept === null ? null : (JSON.parse(kept) as Errand);
  if (errand === null || errand.state !== answer.get('state')) throw new NotBack(signInWords.value.notThisPage);
  const code = answer.get('code');
  if (code === null) {
    throw new NotBack(signInWords.value.providerSays(answer.get('error_description') ?? answer.get('error') ?? ''));
  }
  const { provider, verifier } = errand;
  const given = await ask(provider, {
    grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: here(),
  });
  if (given === null) throw new NotBack(signInWords.value.unreachable);
  if (typeof given.access_token !== 'string') {
    throw new NotBack(signInWords.value.providerSays(String(given.error_description ?? given.error ?? '')));
  }
  return new OidcAccount(provider, given, renewed, over);
}

/** Null when the provider cannot be reached. */
async function ask(provider: Provider, fields: Record<string, string>): Promise<Json | null> {
  const response = await fetch(provider.token, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({ ...fields, client_id: provider.client }),
  }).catch(() => null);
  const body = await response?.json().catch(() => null) as unknown;
  return isObject(body) ? body : null;
}

/** A session at the provider. */
export class OidcAccount extends Renewing {
  private refresh: string | null;
  private readonly identity: string | null;

  constructor(
    private readonly provider: Provider,
    given: Json,
    renewed: (token: string) => void,
    over: (reason: string) => void,
  ) {
    const access = String(given.access_token);
    const identity = typeof given.id_token === 'string' ? given.id_token : null;
    super(nameIn(identity ?? access), access, renewed, over);
    this.identity = identity;
    this.refresh = typeof given.refresh_token === 'string' ? given.refresh_token : null;
    this.renewIn(this.renewInMs(given));
  }

  /** Takes the person to the provider to end the session there, where it has an address for that. */
  override signOut(): Promise<void> {
    this.stop();
    if (this.provider.endSession !== null) {
      const address = new URL(this.provider.endSession);
      address.searchParams.set('client_id', this.provider.client);
      address.searchParams.set('post_logout_redirect_uri', here());
      if (this.identity !== null) address.searchParams.set('id_token_hint', this.identity);
      location.assign(address);
    }
    return Promise.resolve();
  }

  protected override async ask(): Promise<Renewal> {
    if (this.refresh === null) return { over: signInWords.value.expired };
    const given = await ask(this.provider, { grant_type: 'refresh_token', refresh_token: this.refresh });
    if (given !== null && given.error !== undefined && !PASSING.has(given.error)) return { over: signInWords.value.expired };
    if (typeof given?.access_token !== 'string') return null;
    if (typeof given.refresh_token === 'string') this.refresh = given.refresh_token;
    return { token: given.access_token, renewInMs: this.renewInMs(given) };
  }

  private renewInMs(given: Json): number {
    const lifeMs = Number(given.expires_in ?? ASSUMED_LIFE_S) * 1000;
    return this.refresh === null ? lifeMs : lifeMs * RENEW_AT;
  }
}

function nameIn(token: string): string {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return String(claims.name ?? claims.preferred_username ?? claims.sub ?? '');
  } catch {
    return '';
  }
}
