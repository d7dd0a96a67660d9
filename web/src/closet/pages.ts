import type { Page } from '../ui/model';
import type { SlotID } from './recipe';

/** The rooms of dressing: one editor, other racks. */
export type Dressing = Exclude<Page, 'look'>;

const slots: Readonly<Record<Dressing, readonly SlotID[] | undefined>> = {
  closet: undefined,
  salon: ['hair', 'brows', 'eyes', 'mouth', 'makeup', 'ears'],
  tan: ['body', 'makeup'],
};

/** The slots that a page shows, in its own order; the closet shows all. */
export const shownSlots = (page: Dressing, all: readonly SlotID[]): readonly SlotID[] =>
  slots[page]?.filter((slot) => all.includes(slot)) ?? all;

/** The slot a page opens with. */
export const firstSlot = (page: Dressing): SlotID => slots[page]?.[0] ?? 'top';

/** How near one looks at a slot's items. */
const near: Readonly<Record<SlotID, number>> = {
  ...{ face: 1.9, eyes: 2.2, brows: 2.2, mouth: 2.2, makeup: 2.1, glasses: 2 },
  ...{ hair: 1.6, ears: 1.7, hat: 1.6, neck: 1.7 },
};

export const nearness = (slot: SlotID): number => near[slot] ?? 1;

/** Slots whose items lie on the face and are shown on skin. */
export const onSkin: ReadonlySet<SlotID> = new Set(['eyes', 'brows', 'mouth', 'makeup']);
