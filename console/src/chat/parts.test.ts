import { describe, expect, it } from 'vitest';
import { partsOf } from './parts';

const links = (text: string): string[] => partsOf(text).flatMap((part) => part.href ?? []);

describe('the parts of a text', () => {
  it('are the text, whole', () => {
    for (const text of ['', 'no link', 'a https://x.org b http://y.org', 'https://x.org/a?b=c#d', '<b>http://x</b>', '(https://x.org).']) {
      expect(partsOf(text).map((part) => part.text).join('')).toBe(text);
    }
  });

  it('are links where the text has addresses of the web', () => {
    expect(links('see https://x.org/a?b=1&c=(2), then http://y.org.')).toEqual(['https://x.org/a?b=1&c=(2)', 'http://y.org']);
    expect(links('(https://x.org/p)')).toEqual(['https://x.org/p']);
    expect(links('见 https://x.org/p。')).toEqual(['https://x.org/p']);
  });

  it('are never links to anything else', () => {
    const others = ['javascript:alert(1)', 'JaVaScRiPt:alert(1)//https', 'data:text/html,x', 'file:///etc/passwd', 'ftp://x.org', 'https://', 'http:x', 'www.x.org'];
    for (const text of others) expect(links(text), text).toEqual([]);
    expect(links('javascript:"https://x.org"')).toEqual(['https://x.org']);
  });
});
