import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { readBody, refusalOf } from '../net/api';
import { Refused } from '../net/errors';
import type { Prefs } from '../ui/prefs';
import type { components } from '../wire/schema';
import type { Me, RoomInfo } from '../wire/types';
import { en } from './words/en';
import { type AdminWords, ja } from './words/ja';

type Schemas = components['schemas'];
export type Person = Schemas['Person'];
export type History = Schemas['History'];
export type Measure = Schemas['Measure'];
export type NewMeasure = Schemas['NewMeasure'];
export type Report = Schemas['Report'];
export type ReportList = Schemas['ReportList'];
export type Replay = Schemas['Replay'];
export type House = Schemas['House'];
export type Word = Schemas['Word'];
export type AuditPage = Schemas['AuditPage'];
export type HousePages = Schemas['HousePages'];
export type Inspections = Schemas['Inspections'];
export type Opening = Schemas['Opening'];
export type OpeningList = Schemas['OpeningList'];
export type NewOpening = Schemas['NewOpening'];
export type Numbers = Schemas['Numbers'];
export type ConnectionRecord = Schemas['Connections'];
export type Role = Person['role'];

export const tabs = [
  'reports',
  'people',
  'levers',
  'words',
  'pages',
  'rooms',
  'numbers',
  'connections',
  'audit',
] as const;
/** What is the operators' alone. */
export const operatorTabs: readonly (typeof tabs)[number][] = ['numbers', 'connections', 'audit'];
export type Tab = (typeof tabs)[number];

/** What staff and operators work with: the same interface everybody uses. */
export class Office {
  readonly me: Signal<Me | undefined> = signal(undefined);
  /** Who asks is nobody of the house. */
  readonly stranger: Signal<boolean> = signal(false);
  readonly rooms: Signal<readonly RoomInfo[]> = signal([]);
  readonly tab: Signal<Tab> = signal('reports');
  /** Whose history is open. */
  readonly person: Signal<string | undefined> = signal(undefined);
  readonly said: Signal<{ text: string; key: number } | undefined> = signal(undefined);

  constructor(readonly prefs: Prefs) {
    const wanted = location.hash.slice(1);
    this.tab.value = tabs.find((tab) => tab === wanted) ?? 'reports';
  }

  get words(): AdminWords {
    return this.prefs.lang.value === 'ja' ? ja : en;
  }

  async open(): Promise<void> {
    try {
      const [me, { rooms }] = await Promise.all([this.get<Me>('/me'), this.get<{ rooms: RoomInfo[] }>('/rooms')]);
      this.me.value = me;
      this.rooms.value = rooms;
      this.stranger.value = me.visitor.role !== 'staff' && me.visitor.role !== 'operator';
    } catch {
      this.stranger.value = true;
    }
  }

  go(tab: Tab): void {
    history.replaceState(null, '', `#${tab}`);
    this.person.value = undefined;
    this.tab.value = tab;
  }

  showPerson(id: string): void {
    this.go('people');
    this.person.value = id;
  }

  get operator(): boolean {
    return this.me.value?.visitor.role === 'operator';
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path);
  }

  post<T = void>(path: string, body?: unknown): Promise<T> {
    return this.call('POST', path, body);
  }

  put<T = void>(path: string, body?: unknown): Promise<T> {
    return this.call('PUT', path, body);
  }

  drop(path: string): Promise<void> {
    return this.call('DELETE', path);
  }

  /** Says something for a few seconds. */
  say(text: string): void {
    this.said.value = { text, key: (this.said.peek()?.key ?? 0) + 1 };
  }

  /** Does something, and says so when it is refused. */
  async try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const known = error instanceof Refused ? this.prefs.words.peek().refusals[error.code] : undefined;
      this.say(known ?? (error instanceof Refused ? error.message : this.words.failed));
      return undefined;
    }
  }

  when(at: number): string {
    return new Date(at).toLocaleString(this.prefs.lang.value, { dateStyle: 'medium', timeStyle: 'short' });
  }

  /** A calendar day, such as 2026-11-27. */
  dayOf(day: string): string {
    return new Date(`${day}T00:00`).toLocaleDateString(this.prefs.lang.value, {
      month: 'short',
      day: 'numeric',
      weekday: 'short',
    });
  }

  titleOf(room: string): string {
    const known = this.rooms.value.find(({ id }) => id === room || id === room.replace(/-\d+$/, ''));
    return known?.title[this.prefs.lang.value] ?? room;
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!response.ok) throw await refusalOf(response);
    return response.status === 204 ? (undefined as T) : readBody<T>(response);
  }
}

export const OfficeContext = createContext<Office | undefined>(undefined);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error('useOffice stands outside of OfficeContext');
  return office;
}
