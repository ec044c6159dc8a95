import { shallowRef } from 'vue';
import { forgetGlass } from '../patient/glass';
import { isObject, objectsIn } from '../ward/vitals';
import { Account } from './account';
import { comeBack, providerOf, type Provider } from './oidc';
import type { Renewing } from './renewing';

const KEY = 'wardstream.session';

/** Who is signed in; kept for this tab only, and with a password for this page only. */
export interface Session {
  readonly name: string;
  /** One that was asked for by name; empty for whichever are theirs. */
  readonly ward: string;
  readonly token: string;
}

export interface Identity {
  readonly name: string;
  readonly role: string;
  readonly ward: string;
  readonly token: string;
}

export const session = shallowRef<Session | null>(restored());

function restored(): Session | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as unknown;
    return isObject(stored) && typeof stored.token === 'string' ? stored as unknown as Session : null;
  } catch {
    return null;
  }
}

export function signIn(to: Session): void {
  renewal.value = null;
  session.value = to;
  sessionStorage.setItem(KEY, JSON.stringify(to));
}

let account: Renewing | null = null;

/** Ends the session, also where it was begun. */
export function signOut(): void {
  const left = account;
  forget();
  void left?.signOut();
}

/** The session has ended by itself. */
export function forget(): void {
  session.value = null;
  sessionStorage.removeItem(KEY);
  forgetGlass();
  account?.stop();
  account = null;
}

/** The newest token of a session that renews itself; null before the first renewal. */
export const renewal = shallowRef<string | null>(null);
/** Why such a session ended by itself. */
export const ending = shallowRef<string | null>(null);

/** Where to get a newer token of this session when one was refused; null where there is no such thing. */
export function renewer(): (() => Promise<string>) | null {
  const mine = account;
  if (mine === null) return null;
  return async () => {
    const token = await mine.renewNow();
    if (token === null) throw new Error('there is no newer token now');
    return token;
  };
}

const renewed = (token: string): void => { renewal.value = token; };
const over = (reason: string): void => { ending.value = reason; };

function entered(as: Renewing, ward: string): void {
  account = as;
  renewal.value = ending.value = null;
  session.value = { name: as.name, ward, token: as.token };
}

/** Signs in with a password; at the ward named, or those of the account. */
export async function signInWithPassword(login: string, password: string, ward: string): Promise<void> {
  entered(await Account.signIn(login, password, renewed, over), ward);
}

/** Sets the password for which somebody was given a one-time code, and signs in with it. */
export async function signInWithCode(login: string, code: string, password: string): Promise<void> {
  entered(await Account.withCode(login, code, password, renewed, over), '');
}

/** Somebody may have come back from their provider; rejects with why they are not signed in. */
export async function comeBackFromProvider(): Promise<void> {
  const back = await comeBack(renewed, over);
  if (back !== null) entered(back, '');
}

/** The ways in that this server offers. */
export interface WaysIn {
  readonly accounts: boolean;
  readonly provider: Provider | null;
  /** There is a provider, and the server cannot reach it. */
  readonly providerSilent: boolean;
}

export async function waysIn(): Promise<WaysIn> {
  const response = await fetch('v1/sign-in', { headers: { Accept: 'application/json' } });
  const body = await response.json().catch(() => null) as unknown;
  const ways = response.ok && isObject(body) ? body : {};
  const provider = providerOf(ways.provider);
  return { accounts: ways.accounts === true, provider, providerSilent: isObject(ways.provider) && provider === null };
}

/** The identities that a demo server offers to readers; none from any other server. */
export async function demoIdentities(): Promise<Identity[]> {
  const response = await fetch('v1/demo', { headers: { Accept: 'application/json' } });
  if (!response.ok) return [];
  const body = await response.json().catch(() => null) as unknown;
  if (!isObject(body)) return [];
  return objectsIn(body.identities).flatMap((identity) => identityOf(identity, body.ward));
}

function identityOf(identity: Readonly<Record<string, unknown>>, demoWard: unknown): Identity[] {
  const wards = Array.isArray(identity.wards) ? identity.wards : [];
  const ward = wards.includes(demoWard) ? demoWard : wards[0];
  const { name, role, token } = identity;
  if (typeof token !== 'string' || role === 'device') return [];
  return [{ name: String(name), role: String(role ?? ''), ward: typeof ward === 'string' ? ward : '', token }];
}

/** Address of the push endpoint on the server this page came from. */
export function pushUrl(): string {
  return socketUrl('v1/push');
}

/** Address of the ingest endpoint there: where receipts go. */
export function ingestUrl(): string {
  return socketUrl('v1/ingest');
}

function socketUrl(path: string): string {
  const url = new URL(path, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}
