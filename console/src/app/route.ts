import { shallowRef } from 'vue';

/** A place in the application, as in `#/patient/p-3?at=…`. */
export interface Route {
  readonly page: string;
  /** What the page is about; empty when it says nothing. */
  readonly id: string;
  readonly query: URLSearchParams;
}

/** As it stands where it is no encoding of anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function read(): Route {
  const [path = '', query = ''] = globalThis.location?.hash.slice(1).split('?') ?? [];
  const [page = '', id = ''] = path.split('/').filter(Boolean).map(decoded);
  return { page, id, query: new URLSearchParams(query) };
}

export const route = shallowRef<Route>(read());

globalThis.addEventListener?.('hashchange', () => { route.value = read(); });

/** The address of a page, for `href`. */
export function to(page: string, id = '', query: Readonly<Record<string, string>> = {}): string {
  const path = [page, id].filter(Boolean).map(encodeURIComponent).join('/');
  const rest = new URLSearchParams(query).toString();
  return `#/${path}${rest === '' ? '' : `?${rest}`}`;
}

export function go(page: string, id = '', query: Readonly<Record<string, string>> = {}): void {
  location.hash = to(page, id, query);
}

/** The same page, with another address and without a step to go back to. */
export function replace(page: string, id = '', query: Readonly<Record<string, string>> = {}): void {
  history.replaceState(null, '', to(page, id, query));
  route.value = read();
}
