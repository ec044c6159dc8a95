/** What a token says about its bearer. The server decides; this only spares vain questions. */
export interface Claims {
  readonly subject: string;
  readonly roles: ReadonlySet<string>;
  readonly wards: readonly string[];
  readonly patients: readonly string[];
}

const NONE: Claims = { subject: '', roles: new Set(), wards: [], patients: [] };

/** Nothing from what is not a JWT. */
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

/** Nurses and doctors: only they act on alerts and confirm them. */
export function isClinician(claims: Claims): boolean {
  return claims.roles.has('nurse') || claims.roles.has('doctor');
}

/** Who runs the platform: admits, grants, applies. */
export function isOperator(claims: Claims): boolean {
  return claims.roles.has('operator');
}
