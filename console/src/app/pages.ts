import { computed, type Component, type ComputedRef } from 'vue';
import PastPage from '../past/PastPage.vue';
import { pastWords } from '../past/words';
import PatientPage from '../patient/PatientPage.vue';
import { patientWords } from '../patient/words';
import WallPage from '../wall/WallPage.vue';
import type { Claims } from './claims';
import { isClinician } from './claims';
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

const isPatient = (claims: Claims): boolean => claims.roles.has('patient');

const PAGES: readonly Page[] = [
  { name: 'wall', title: computed(() => words.value.wards), component: WallPage, inBar: true, isFor: isClinician },
  { name: 'past', title: computed(() => pastWords.value.title), component: PastPage, inBar: true, isFor: isClinician },
  { name: 'patient', title: computed(() => patientWords.value.title), component: PatientPage, inBar: false, isFor: (claims) => isClinician(claims) || isPatient(claims) },
  { name: 'me', title: computed(() => patientWords.value.me), component: PatientPage, inBar: true, isFor: isPatient },
];

/** What the bar offers to somebody, the first one first. */
export function pagesFor(claims: Claims): readonly Page[] {
  return PAGES.filter((page) => page.inBar && page.isFor(claims));
}

/** The page of an address; undefined when there is none, or none for this person. */
export function pageOf(name: string, claims: Claims): Page | undefined {
  return PAGES.find((page) => page.name === name && page.isFor(claims));
}
