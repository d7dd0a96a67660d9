import { type Signal, signal } from '@preact/signals';
import type { Wardrobe } from '../wire/types';
import { type Hanging, picture, readRack } from './racks';
import type { Colour, Garment, ItemID, Recipe, SlotID } from './recipe';
import { worn } from './recipe';
import type { Rules } from './rules';

type Rack = ReadonlyMap<ItemID, Hanging>;

/** The racks: fetched when their slot is looked at first, one request each. */
export class Rails {
  private readonly racks: Signal<ReadonlyMap<SlotID, Rack>> = signal(new Map());
  private readonly asked = new Set<SlotID>();

  constructor(private readonly fetch: (url: string) => Promise<string>) {}

  /** Sees to it that a slot's pictures come. One that fails is asked for again when it is looked at again. */
  want(slot: SlotID, { slots }: Wardrobe): void {
    const url = slots.find(({ id }) => id === slot)?.rack;
    if (!url || this.asked.has(slot)) return;
    this.asked.add(slot);
    this.fetch(url).then(
      (svg) => {
        this.racks.value = new Map(this.racks.peek()).set(slot, readRack(svg));
      },
      () => this.asked.delete(slot),
    );
  }

  /** An item as it would be worn, as an address for an image, with its size in canvas units. */
  picture(slot: SlotID, item: ItemID, colours: Readonly<Record<string, Colour>>): Picture | undefined {
    const hanging = this.racks.value.get(slot)?.get(item);
    if (!hanging || hanging.frame[2] === 0) return undefined;
    const [, , width, height] = hanging.frame;
    return { url: `data:image/svg+xml,${encodeURIComponent(picture(hanging, colours))}`, width, height };
  }
}

export interface Picture {
  url: string;
  width: number;
  height: number;
}

/** The colours an item has, or would have if it were put on: those it would take over, and one's own skin. */
export function coloursOf(rules: Rules, recipe: Recipe, item: ItemID, skin: Colour): Record<string, Colour> {
  const slot = rules.slot(item);
  const known = rules.item(item);
  const wearing: Garment | undefined =
    worn(recipe, item) ?? (rules.one(slot) ? recipe.wear.find((g) => rules.slot(g.item) === slot) : undefined);
  const taken = Object.entries(wearing?.dyes ?? {}).filter(([name]) => known && name in known.dyes);
  return { skin, ...Object.fromEntries(taken) };
}
