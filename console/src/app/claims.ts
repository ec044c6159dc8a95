import { Http, Problem } from './http';

const AGAIN_MS = 2_000;

/** Who somebody is. The server decides what they may; this only spares vain questions. */
export interface Claims {
  readonly subject: string;
  readonly roles: ReadonlySet<string>;
  readonly wards: readonly string[];
  readonly patients: readonly string[];
}

const NONE: Claims = { subject: '', roles: new Set(), wards: [], patients: [] };

/** What a token of the platform's own says; nothing from what is not a JWT. */
export function claimsOf(token: string): Claims {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      subject: typeof claims.sub === 'string' ? claims.sub : '',
      roles: new Set(strings(claims.roles)),
      wards: strings(claims.wards),
      patients: strings(claims.patients),
    };
  } catch {
    return NONE;
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/**
 * What the server knows of a token's bearer: tokens of other issuers name things differently. While
 * the server cannot say, what a token of the platform's own says is believed.
 */
export async function claimsFrom(token: string, isWanted: () => boolean): Promise<Claims> {
  const own = claimsOf(token);
  for (;;) {
    const me = await new Http(() => token).get('v1/me').catch((problem: Problem) => problem);
    if (!(me instanceof Problem)) {
      return {
        subject: String(me.subject), roles: new Set(strings(me.roles)), wards: strings(me.wards), patients: strings(me.patients),
      };
    }
    if (own.roles.size > 0 || me.afterMs === null && me.code !== 'UNREACHABLE' || !isWanted()) return own;
    await new Promise((resolve) => { setTimeout(resolve, AGAIN_MS); });
  }
}

/** Nurses and doctors: only they act on alerts and confirm them. */
export function isClinician(claims: Claims): boolean {
  return claims.roles.has('nurse') || claims.roles.has('doctor');
}

/** Who runs the platform: admits, grants, applies. */
export function isOperator(claims: Claims): boolean {
  return claims.roles.has('operator');
}
