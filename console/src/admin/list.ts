import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { Problem, type Json } from '../app/http';
import type { Platform } from '../app/platform';
import { objectsIn } from '../ward/vitals';
import { adminWords } from './words';

/** A table of the server, and what is done to it. Nothing is shown as done before the server says so. */
export class List {
  readonly rows: ShallowRef<readonly Json[] | null> = shallowRef(null);
  readonly all: ShallowRef<Json> = shallowRef({});
  readonly fault: Ref<string | null> = ref(null);
  readonly said: Ref<string | null> = ref(null);
  readonly busy = ref(false);
  /** What was done last met something newer, or something that is there already. */
  readonly conflict = ref(false);
  /** The field at fault; empty for none. */
  readonly field = ref('');
  readonly search = ref('');

  constructor(private readonly platform: Platform, private readonly path: string, private readonly name: string) {}

  async load(): Promise<void> {
    try {
      this.all.value = await this.platform.http.get(this.path);
      this.rows.value = objectsIn(this.all.value[this.name]);
      this.fault.value = null;
    } catch (problem) {
      this.fault.value = messageOf(problem);
    }
  }

  /** After a conflict: the row as it is now, when it was one to change. One to make is there already, and is told so. */
  newer(by: string, id: string, wasNew: boolean): Json | null {
    if (!this.conflict.value) return null;
    if (wasNew) this.fault.value = adminWords.value.exists(id);
    return wasNew ? null : this.rows.value?.find((row) => row[by] === id) ?? null;
  }

  /** Rows in which what was searched for occurs. */
  found(): readonly Json[] {
    const wanted = this.search.value.trim().toLowerCase();
    const rows = this.rows.value ?? [];
    return wanted === '' ? rows : rows.filter((row) => textIn(row).includes(wanted));
  }

  /** Does something; the answer, or null when it was not done. */
  async act(what: string, work: () => Promise<Json>): Promise<Json | null> {
    if (this.busy.value) return null;
    this.busy.value = true;
    this.fault.value = null;
    this.said.value = null;
    this.field.value = '';
    this.conflict.value = false;
    try {
      const answer = await work();
      await this.load();
      this.said.value = adminWords.value.done(what);
      return answer;
    } catch (problem) {
      this.conflict.value = problem instanceof Problem && problem.code === 'CONFLICT';
      if (this.conflict.value) await this.load();
      this.field.value = problem instanceof Problem ? problem.path ?? '' : '';
      this.fault.value = messageOf(problem);
      return null;
    } finally {
      this.busy.value = false;
    }
  }
}

/** Everything somebody could search for in a row. */
export function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join(' ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textIn).join(' ');
  return value === null || value === undefined ? '' : String(value).toLowerCase();
}

export function messageOf(problem: unknown): string {
  if (!(problem instanceof Problem)) return adminWords.value.failed(String(problem));
  if (problem.code === 'CONFLICT') return adminWords.value.conflict;
  if (problem.code === 'UNKNOWN_OUTCOME') return adminWords.value.uncertain;
  const where = problem.path === null || problem.path === '' ? '' : `${adminWords.value.fields[problem.path] ?? problem.path}: `;
  return adminWords.value.failed(where + (problem.message || problem.code));
}

/** Ids between blanks or commas. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((id) => id !== ''))];
}
