import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { Lanes } from '../net/lanes';
import type { Point } from '../stage/floor';
import type { Recipe, Refusal, Title, Wardrobe } from '../wire/types';

/** What is wrong with a file, and what to do about it. */
export interface Fault {
  code?: string;
  /** Of the item or room, such as `items/neck/bell`. */
  folder: string;
  where: string;
  problem: string;
  remedy?: string;
}

/** A room in its last good drawing, and what is wrong with the one that lies in the folder. */
export interface Room {
  id: string;
  title: Title;
  own: boolean;
  /** The name of the asset that tells how it is drawn; undefined if there never was a good drawing. */
  art?: string;
  faults: Fault[];
  /** What may be meant so. */
  hints: Fault[];
}

export type Tone = 'fill' | 'shade' | 'line' | 'light';

/** An item in its last good drawing. */
export interface Item {
  id: string;
  slot: string;
  name: Title;
  dyes: Record<string, Partial<Record<Tone, string>>> | null;
  author: string;
  license: string;
  own: boolean;
  /** Another one as soon as it is drawn anew. */
  revision: string;
  /** PLANE_part, of both views. */
  parts: string[];
}

export interface Items {
  slots: { id: string; name: Title; one: boolean; needed: boolean }[];
  items: Item[];
  faults: Fault[];
  outfits: ({ id: string } & Recipe)[];
}

/** A point that can be moved: a seat, where one stands before it, or a point of the line where a group of furniture meets the floor. */
export interface Spot {
  of: 'seat' | 'approach' | 'base';
  /** Of the seat, or of the group. */
  id: string;
  /** Which one of a base line, from the left of the screen. */
  point?: number;
}

/** What lies on the desk, as the server tells it at every change. */
export class Desk {
  readonly rooms: Signal<readonly Room[] | undefined> = signal(undefined);
  readonly items: Signal<Items | undefined> = signal(undefined);
  /** Whether changes come. */
  readonly live: Signal<boolean> = signal(true);
  /** Moves are written in the order in which they were made. */
  private readonly lanes = new Lanes(1);
  private readonly revisions: ReadonlySignal<ReadonlyMap<string, string>>;

  constructor() {
    this.revisions = computed(() => new Map(this.items.value?.items.map(({ id, revision }) => [id, revision])));
    const changes = new EventSource('changes');
    const told = <T>(name: string, take: (what: T) => void) =>
      changes.addEventListener(name, (e) => take(JSON.parse((e as MessageEvent<string>).data)));
    told<{ rooms: Room[] }>('rooms', ({ rooms }) => (this.rooms.value = rooms));
    told<Items>('items', (items) => (this.items.value = items));
    changes.addEventListener('open', () => (this.live.value = true));
    changes.addEventListener('error', () => (this.live.value = false));
  }

  /** Where the sheet of an outfit is, in the drawings of this moment: it has another address when one of them is another. */
  outfit(recipe: Recipe, { item = '', without = [] as readonly string[] } = {}): string {
    const drawings = recipe.wear.map((garment) => this.revisions.value.get(garment.item)?.slice(0, 8));
    const query = new URLSearchParams({ recipe: JSON.stringify(recipe), item, of: drawings.join('.') });
    for (const name of without) query.append('without', name);
    return `outfit.svg?${query}`;
  }

  /** The sheets of the ready-made outfits, by their ids. */
  readyMade(): Map<string, string> {
    const outfits = this.items.value?.outfits ?? [];
    return new Map(outfits.map(({ id, skin, wear }) => [id, this.outfit({ ...(skin && { skin }), wear })]));
  }

  /** Writes into a room's map where a spot is now. The answer says why not. */
  move({ id }: Room, spot: Spot, to: Point): Promise<Refusal | undefined> {
    const body = JSON.stringify({ ...spot, to });
    return this.lanes.serial(async () => {
      try {
        const answer = await fetch(`rooms/${id}/spots`, { method: 'PUT', body });
        return answer.ok ? undefined : ((await answer.json()) as Refusal);
      } catch (fault) {
        return { code: 'lost', message: String(fault) };
      }
    });
  }

  /** What is wrong with a folder. */
  faultsOf(folder: string): readonly Fault[] {
    return this.items.value?.faults.filter((fault) => fault.folder === folder) ?? [];
  }
}

/** The items as a closet knows them. */
export function wardrobeOf({ items, slots }: Items): Pick<Wardrobe, 'items' | 'slots'> {
  const fills = (dyes: Item['dyes']) =>
    Object.fromEntries(Object.entries(dyes ?? {}).map(([name, { fill }]) => [name, fill!]));
  return { slots, items: items.map((item) => ({ ...item, dyes: fills(item.dyes), owned: true })) };
}
