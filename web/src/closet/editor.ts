import { alike, type Colour, type Garment, type ItemID, type Recipe, worn } from './recipe';
import type { Rules } from './rules';

/** A look on the way: what it is now, what it was, and what was undone. */
export interface Editing {
  past: readonly Recipe[];
  now: Recipe;
  future: readonly Recipe[];
  /** The stroke of the newest step: more steps of the same stroke are undone with it. */
  stroke?: string | undefined;
}

export type Step =
  /** Puts an item on. In layers it joins what is worn; otherwise it takes the place of its like. */
  | { type: 'wear'; item: ItemID; layered: boolean }
  | { type: 'takeOff'; item: ItemID }
  /** To another place in the order, counted from the innermost. */
  | { type: 'move'; item: ItemID; to: number }
  /** Without a colour: as drawn. A stroke is one drag through a colour picker. */
  | { type: 'dye'; item: ItemID; dye: string; colour: Colour | undefined; stroke?: string }
  | { type: 'skin'; colour: Colour; stroke?: string }
  /** Another look altogether. */
  | { type: 'become'; recipe: Recipe }
  | { type: 'undo' }
  | { type: 'redo' };

/** So many steps can be undone. */
const remembered = 200;

export const begin = (recipe: Recipe): Editing => ({ past: [], now: recipe, future: [] });

/** The look after a step. A step that changes nothing leaves no trace. */
export function edit(rules: Rules, editing: Editing, step: Step): Editing {
  const { past, now, future } = editing;
  if (step.type === 'undo') {
    const before = past.at(-1);
    return before ? { past: past.slice(0, -1), now: before, future: [now, ...future] } : editing;
  }
  if (step.type === 'redo') {
    const [after, ...rest] = future;
    return after ? { past: [...past, now], now: after, future: rest } : editing;
  }
  const next = changed(rules, now, step);
  if (alike(next, now)) return editing;
  const stroke = 'stroke' in step ? step.stroke : undefined;
  const goesOn = stroke !== undefined && stroke === editing.stroke;
  return { past: goesOn ? past : [...past, now].slice(-remembered), now: next, future: [], stroke };
}

function changed(rules: Rules, now: Recipe, step: Exclude<Step, { type: 'undo' | 'redo' }>): Recipe {
  switch (step.type) {
    case 'wear':
      return put(rules, now, step.item, step.layered);
    case 'takeOff':
      return rules.needed(rules.slot(step.item)) ? now : without(now, step.item);
    case 'move':
      return moved(now, step.item, step.to);
    case 'dye':
      return { ...now, wear: now.wear.map((g) => (g.item === step.item ? dyed(g, step.dye, step.colour) : g)) };
    case 'skin':
      return { ...now, skin: step.colour };
    case 'become':
      return step.recipe;
  }
}

const without = (now: Recipe, item: ItemID): Recipe => ({ ...now, wear: now.wear.filter((g) => g.item !== item) });

/** Puts on: in the place of what makes way, with its colours where both have such a dye; else where such things are worn. */
function put(rules: Rules, now: Recipe, item: ItemID, layered: boolean): Recipe {
  const known = rules.item(item);
  if (!known || worn(now, item)) return now;
  const going = rules.makeWay(known.slot, layered);
  const goes = (g: Garment) => going.includes(rules.slot(g.item));
  const staying = now.wear.filter((g) => !goes(g));
  const like = now.wear.findLast((g) => goes(g) && rules.slot(g.item) === known.slot);
  const garment = inheriting(item, like, rules.one(known.slot) ? Object.keys(known.dyes) : []);
  const at = like
    ? now.wear.slice(0, now.wear.indexOf(like)).filter((g) => !goes(g)).length
    : place(rules, staying, item);
  return { ...now, wear: staying.toSpliced(at, 0, garment) };
}

/** Another hair keeps the colour of the last: where there can be but one, a dye of the same name is carried over. */
function inheriting(item: ItemID, like: Garment | undefined, names: readonly string[]): Garment {
  const kept = Object.entries(like?.dyes ?? {}).filter(([name]) => names.includes(name));
  return kept.length > 0 ? { item, dyes: Object.fromEntries(kept) } : { item };
}

/** Where a new garment goes: over everything that is usually worn as far in. */
export function place(rules: Rules, wear: readonly Garment[], item: ItemID): number {
  const rank = rules.rank(rules.slot(item));
  return wear.findLastIndex((g) => rules.rank(rules.slot(g.item)) <= rank) + 1;
}

function moved(now: Recipe, item: ItemID, to: number): Recipe {
  const garment = worn(now, item);
  if (!garment) return now;
  const rest = without(now, item).wear;
  return { ...now, wear: rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, garment) };
}

function dyed({ item, dyes }: Garment, dye: string, colour: Colour | undefined): Garment {
  const { [dye]: _, ...rest } = dyes ?? {};
  const next = colour === undefined ? rest : { ...rest, [dye]: colour };
  return Object.keys(next).length > 0 ? { item, dyes: next } : { item };
}
