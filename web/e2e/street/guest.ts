import { randomBytes } from 'node:crypto';
import type {
  Action,
  Answer,
  Catalogue,
  Event,
  Outfit,
  OutfitRecipe,
  Photos,
  RoomID,
  RoomInfo,
  View,
  Visitor,
  Wardrobe,
  WardrobeItem,
} from '../../src/wire/types';

export const room = 'lounge';

export interface Coming {
  name: string;
  /** An outfit's id in the catalogue; a blazer, with nothing that sticks out, when absent. */
  outfit?: string;
  lang?: 'ja' | 'en';
  kind?: 'person' | 'program';
  /** The room they enter; the lounge when absent. */
  into?: RoomID;
}

/** Somebody who uses the HTTP interface alone: cheap company for a browser. */
export class Guest {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    readonly self: Visitor,
    private readonly room: RoomID,
  ) {}

  get id(): string {
    return this.self.id;
  }

  get name(): string {
    return this.self.name;
  }

  /** Becomes a visitor and enters a room. */
  static async come(
    url: string,
    { name, outfit = 'blazer', lang = 'en', kind = 'person', into = room }: Coming,
  ): Promise<Guest> {
    const wanted = (await outfits(url)).find((o) => o.id === outfit)?.hash;
    const become = { name, lang, kind, token: true, ...(wanted && { outfit: wanted }) };
    const { visitor, token } = await call<{ visitor: Visitor; token: string }>(`${url}/api/v1/visitors`, become);
    const guest = new Guest(url, token, visitor, into);
    await guest.do({ type: 'enter' });
    return guest;
  }

  do(action: Action): Promise<Answer> {
    return this.call<Answer>('/commands', { id: randomBytes(12).toString('hex'), ...action });
  }

  say(text: string): Promise<Answer> {
    return this.do({ type: 'say', text, lang: this.self.lang ?? 'en' });
  }

  whisper(to: string, text: string): Promise<Answer> {
    return this.do({ type: 'whisper', to, text });
  }

  /** Somebody is about to speak. */
  typing(): Promise<Answer> {
    return this.call<Answer>('/commands', { id: randomBytes(12).toString('hex'), type: 'typing' });
  }

  /** Tries an outfit on; whoever tries on too much at once waits a little. */
  async fit(recipe: OutfitRecipe['recipe']): Promise<Outfit> {
    for (;;) {
      try {
        return await call<Outfit>(`${this.url}/api/v1/outfits`, { recipe }, { Authorization: `Bearer ${this.token}` });
      } catch (error) {
        if (!String(error).includes('slow_down')) throw error;
        await new Promise((go) => setTimeout(go, 200));
      }
    }
  }

  /** What an outfit is made of. */
  static async recipe(url: string, hash: string): Promise<OutfitRecipe['recipe']> {
    return (await call<OutfitRecipe>(`${url}/api/v1/outfits/${hash}`)).recipe;
  }

  /** Becomes a member, who is trusted more than a guest of today. */
  async join(): Promise<void> {
    const login = { login: `member-${this.id}`, password: 'correct horse' };
    await call(`${this.url}/api/v1/me/login`, login, { Authorization: `Bearer ${this.token}` }, 'PUT');
  }

  /** Takes another name; false when the house does not want that one. */
  async rename(name: string): Promise<boolean> {
    const change = call(`${this.url}/api/v1/me`, { name }, { Authorization: `Bearer ${this.token}` }, 'PATCH');
    return change.then(
      () => true,
      (error) => {
        if (!/bad_name|refused_word/.test(String(error))) throw error;
        return false;
      },
    );
  }

  /** Reports somebody. */
  async report(about: string, note: string): Promise<void> {
    await this.call('/reports', { about, reason: 'other', note });
  }

  /** Says whether they may be in others' photos. */
  async agree(photos: Photos): Promise<void> {
    await call(`${this.url}/api/v1/me`, { photos }, { Authorization: `Bearer ${this.token}` }, 'PATCH');
  }

  /** The room as this one may see it. */
  view(): Promise<View> {
    return this.call<View>('');
  }

  /** What happened since a position. */
  async since(position: string): Promise<Event[]> {
    return (await this.call<{ events: Event[] }>(`/events?since=${position}`)).events;
  }

  private call<T>(path: string, body?: unknown): Promise<T> {
    return call<T>(`${this.url}/api/v1/rooms/${this.room}${path}`, body, { Authorization: `Bearer ${this.token}` });
  }
}

/** The ready-made outfits. */
export async function outfits(url: string): Promise<Catalogue['outfits']> {
  return (await call<Catalogue>(`${url}/api/v1/catalogue`)).outfits;
}

/** The catalogue's items. */
export async function items(url: string): Promise<WardrobeItem[]> {
  const { token } = await call<{ token: string }>(`${url}/api/v1/visitors`, { token: true });
  const all = await call<Wardrobe>(`${url}/api/v1/wardrobe`, undefined, { Authorization: `Bearer ${token}` });
  return all.items;
}

/** A room's drawing. */
export async function drawing(url: string, of: RoomID): Promise<Drawing> {
  const { rooms } = await call<{ rooms: RoomInfo[] }>(`${url}/api/v1/rooms`);
  return call<Drawing>(url + rooms.find((r) => r.id === of)!.art);
}

/** What the tests read of a room's drawing. */
export interface Drawing {
  origin: [number, number];
  frame: [number, number, number, number];
  areas: { kind: string; polygon: [number, number][] }[];
  works: { id: string; outline: [number, number][] }[];
  seats: {
    id: string;
    facing: 'se' | 'sw' | 'nw' | 'ne';
    at: [number, number];
    approach: [number, number];
    height: number;
    table?: string;
  }[];
  exits: { id: string; target: RoomID; at: [number, number] }[];
}

async function call<T>(url: string, body?: unknown, headers: Record<string, string> = {}, method = 'POST'): Promise<T> {
  const init = {
    method,
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  };
  const response = await fetch(url, body === undefined ? { headers } : init);
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer as T;
}
