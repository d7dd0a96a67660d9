import type { Wardrobe, WardrobeItem, WardrobeSlot } from '../wire/types';
import type { ItemID, Recipe, SlotID } from './recipe';

/**
 * From the skin outwards: where a new garment goes when nobody has said so. A slot the list does not know goes over
 * clothes and under what lies on the head.
 */
const outwards: readonly SlotID[] = [
  ...['body', 'back', 'tail', 'face', 'eyes', 'brows', 'mouth', 'makeup', 'hair', 'ears', 'socks', 'shoes'],
  ...['bottom', 'top', 'dress', 'onepiece', 'japanese', 'outer', 'neck', 'bag', '', 'glasses', 'hat', 'held'],
];

/** What is taken off for something that takes its place, unless one wears layers on purpose. */
const insteadOf: Readonly<Record<SlotID, readonly SlotID[]>> = { dress: ['top', 'bottom', 'onepiece'] };

/** What the catalogue says about wearing: slots of items, and which of them may be worn together. */
export class Rules {
  private readonly items: ReadonlyMap<ItemID, WardrobeItem>;
  private readonly slots: ReadonlyMap<SlotID, WardrobeSlot>;

  constructor({ items, slots }: Pick<Wardrobe, 'items' | 'slots'>) {
    this.items = new Map(items.map((item) => [item.id, item]));
    this.slots = new Map(slots.map((slot) => [slot.id, slot]));
  }

  item(id: ItemID): WardrobeItem | undefined {
    return this.items.get(id);
  }

  slot(id: ItemID): SlotID {
    return this.items.get(id)?.slot ?? '';
  }

  /** Whether at most one of the slot is worn. */
  one(slot: SlotID): boolean {
    return this.slots.get(slot)?.one ?? false;
  }

  /** Whether somebody must wear one of the slot. */
  needed(slot: SlotID): boolean {
    return this.slots.get(slot)?.needed ?? false;
  }

  /** The slots whose garments make way for one of this slot; in layers only where there may be but one. */
  makeWay(slot: SlotID, layered: boolean): readonly SlotID[] {
    if (layered) return this.one(slot) ? [slot] : [];
    return [slot, ...(insteadOf[slot] ?? [])];
  }

  /** How far out garments of a slot are usually worn. */
  rank(slot: SlotID): number {
    const known = outwards.indexOf(slot);
    return known < 0 ? outwards.indexOf('') : known;
  }

  /** What of a recipe the catalogue still has: an outfit from elsewhere may know other items. */
  known(recipe: Recipe): Recipe {
    return { ...recipe, wear: recipe.wear.filter(({ item }) => this.items.has(item)) };
  }
}
