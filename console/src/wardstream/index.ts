export { Client, type Link, type Socket, type Stream } from './client';
export type { From, Gap, Item, Refusal } from './frames';
export type { Options, Watcher } from './subscription';
