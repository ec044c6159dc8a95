export { Client, type Link, type Socket, type Stream } from './client';
export { Writer } from './writer';
export type { From, Gap, Item, Refusal } from './frames';
export type { Options, Watcher } from './subscription';
