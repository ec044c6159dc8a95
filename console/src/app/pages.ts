import { computed, type Component, type ComputedRef } from 'vue';
import AdminPage from '../admin/AdminPage.vue';
import RulesPage from '../rules/RulesPage.vue';
import WallPage from '../wall/WallPage.vue';
import type { Claims } from './claims';
import { isClinician, isOperator } from './claims';
import { words } from './words';

/** A page of the application. Its component gets the `id` of the address. */
export interface Page {
  readonly name: string;
  readonly title: ComputedRef<string>;
  readonly component: Component;
  /** It has an entry in the bar; others are reached from pages. */
  readonly inBar: boolean;
  readonly isFor: (claims: Claims) => boolean;
}

const PAGES: readonly Page[] = [
  { name: 'wall', title: computed(() => words.value.wards), component: WallPage, inBar: true, isFor: isClinician },
  {
    name: 'rules', title: computed(() => words.value.rules), component: RulesPage, inBar: true,
    isFor: (claims) => isClinician(claims) || isOperator(claims),
  },
  { name: 'admin', title: computed(() => words.value.admin), component: AdminPage, inBar: true, isFor: isOperator },
];

/** What the bar offers to somebody, the first one first. */
export function pagesFor(claims: Claims): readonly Page[] {
  return PAGES.filter((page) => page.inBar && page.isFor(claims));
}

/** The page of an address; undefined when there is none, or none for this person. */
export function pageOf(name: string, claims: Claims): Page | undefined {
  return PAGES.find((page) => page.name === name && page.isFor(claims));
}
