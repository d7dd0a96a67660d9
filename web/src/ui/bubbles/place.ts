import type { Box, Spot } from '../../world/scene';

/** A bubble to be placed. */
export interface Ask {
  id: string;
  /** Where the tail must end. */
  crown: Spot;
  w: number;
  h: number;
  /** Where it landed: its top left corner from the crown. Absent for a new one. */
  landed?: Spot;
}

/** What bubbles keep clear of. */
export interface Surroundings {
  bounds: Box;
  faces: readonly Box[];
  /** How many faces may be covered in all, when there is no other way. */
  spare: number;
}

/** Where a bubble goes, from its crown; `faint` lets a face that walked behind it show through. */
export interface Place extends Spot {
  faint: boolean;
}

export const rules = {
  /** The tail ends so far above the crown. */
  tailGap: 3,
  /** The shortest tail. */
  lift: 13,
  /** A landed bubble moves at most so far. */
  drift: 8,
  /** Between two bubbles. */
  air: 5,
  /** The tail leaves the bubble at least so far from its corner. */
  corner: 20,
  /** The tail never reaches farther than that. */
  reach: 260,
} as const;

/** What is worth avoiding, in pixels of a longer tail. */
const costs = { covered: 4000, crossed: 2500, tailOverFace: 1200, nowhere: 16_000, aside: 0.4, flat: 6 } as const;

/**
 * Places bubbles above their speakers: landed ones stay, new ones go to the nearest free place where they cover no face
 * and no other bubble. What is new is seen: where a landed one leaves it no place, that one goes. The oldest is asked
 * first. Whoever is not in the answer found no place.
 */
export function place(asks: readonly Ask[], around: Surroundings): Map<string, Place> {
  const placed = arrange(asks, around);
  if (asks.every(({ id }) => placed.has(id))) return placed;
  for (const old of asks.filter(({ landed }) => landed)) {
    const rest = asks.filter((ask) => ask !== old);
    const without = arrange(rest, around);
    if (rest.every(({ id }) => without.has(id))) return without;
  }
  return placed;
}

function arrange(asks: readonly Ask[], around: Surroundings): Map<string, Place> {
  const { places, laid, loose } = settle(asks, around);
  const tries = orders(loose).map((order) => new Attempt(places, laid, around).run(order));
  return tries.reduce((a, b) => (b.cost < a.cost ? b : a)).places;
}

/** Greedy placing depends on who comes first: a few orders are tried and the best is kept. */
function orders(asks: readonly Ask[]): (readonly Ask[])[] {
  if (asks.length < 2) return [asks];
  const by = (key: (a: Ask) => number) => [...asks].sort((a, b) => key(a) - key(b));
  const middle = asks.reduce((sum, a) => sum + a.crown.x, 0) / asks.length;
  return [
    by((a) => a.crown.y),
    by((a) => -a.crown.y),
    by((a) => a.crown.x),
    by((a) => -a.crown.x),
    by((a) => Math.abs(a.crown.x - middle)),
    by((a) => -a.w * a.h),
  ];
}

interface Laid {
  box: Box;
  tail: [Spot, Spot];
  /** How many faces it covers. */
  covers: number;
}

/**
 * Landed bubbles first: each stays, or slips a few pixels off a face that came under it, or turns faint. One that has
 * come to lie on an older one, because its speaker walked, must look for a new place.
 */
function settle(asks: readonly Ask[], around: Surroundings) {
  const places = new Map<string, Place>();
  const laid: Laid[] = [];
  const loose: Ask[] = [];
  for (const ask of asks) {
    const { landed } = ask;
    if (!landed) {
      loose.push(ask);
      continue;
    }
    const at = (x: number, y: number) => within(boxOf(ask, { x: landed.x + x, y: landed.y + y }), around.bounds);
    const clear = slips.map(([x, y]) => at(x, y)).find((box) => covering(box, around.faces) === 0);
    const box = clear ?? at(0, 0);
    if (laid.some((other) => overlap(other.box, box))) {
      loose.push(ask);
      continue;
    }
    const covers = covering(box, around.faces);
    const faint = sum(laid) + covers > around.spare;
    places.set(ask.id, { x: box.x - ask.crown.x, y: box.y - ask.crown.y, faint });
    laid.push({ box, tail: tailOf(box, ask.crown), covers: faint ? 0 : covers });
  }
  return { places, laid, loose };
}

const slips = [0, 4, rules.drift].flatMap((d): [number, number][] => [
  [0, -d],
  [d, 0],
  [-d, 0],
]);

/** How often everybody may look again, now that all the others have a place. */
const secondThoughts = 2;

/** One order of placing the loose bubbles: greedily, and then each once more among the others. */
class Attempt {
  cost = 0;
  readonly places: Map<string, Place>;
  private readonly loose = new Map<string, Laid & { cost: number }>();

  constructor(
    places: ReadonlyMap<string, Place>,
    private readonly landed: readonly Laid[],
    private readonly around: Surroundings,
  ) {
    this.places = new Map(places);
  }

  run(order: readonly Ask[]): this {
    for (let round = 0; round <= (order.length > 1 ? secondThoughts : 0); round++) {
      for (const ask of order) this.put(ask);
    }
    for (const ask of order) {
      const laid = this.loose.get(ask.id);
      this.cost += laid?.cost ?? costs.nowhere;
      if (!laid) continue;
      this.places.set(ask.id, { x: laid.box.x - ask.crown.x, y: laid.box.y - ask.crown.y, faint: false });
    }
    return this;
  }

  private put(ask: Ask): void {
    this.loose.delete(ask.id);
    const others = [...this.landed, ...this.loose.values()];
    const covered = sum(others);
    let best: { box: Box; cost: number; covers: number } | undefined;
    for (const box of candidates(ask, this.around.bounds)) {
      const least = best?.cost ?? costs.nowhere;
      if (distance(ask, box) >= least) continue;
      const covers = covering(box, this.around.faces);
      if (covered + covers > this.around.spare) continue;
      const cost = this.price(ask, box, covers, others);
      if (cost < least) best = { box, cost, covers };
    }
    if (best) this.loose.set(ask.id, { ...best, tail: tailOf(best.box, ask.crown) });
  }

  private price(ask: Ask, box: Box, covers: number, others: readonly Laid[]): number {
    const roomy = grow(box, rules.air);
    if (others.some((other) => overlap(roomy, other.box))) return costs.nowhere;
    const tail = tailOf(box, ask.crown);
    let cost = covers * costs.covered + distance(ask, box);
    for (const other of others) {
      if (crosses(other.tail, box)) cost += costs.crossed;
      if (crosses(tail, other.box)) cost += costs.crossed;
    }
    for (const face of this.around.faces) if (crosses(tail, face)) cost += costs.tailOverFace;
    return cost;
  }
}

/** A short, steep tail, and a bubble right above its speaker, are best. */
function distance(ask: Ask, box: Box): number {
  const tail = tailOf(box, ask.crown);
  const far = length(tail);
  const flat = Math.max(0, Math.abs(tail[0].x - tail[1].x) - (tail[1].y - tail[0].y));
  return far + (far * far) / 120 + flat * costs.flat + Math.abs(box.x + box.w / 2 - ask.crown.x) * costs.aside;
}

/**
 * Every place worth trying: higher and higher above the crown, and to both sides. A short line under a long one gets out
 * only far aside, where its own width would not take it.
 */
function* candidates(ask: Ask, bounds: Box): Generator<Box> {
  const sides = [0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95, -0.25, 1.25].map((side) => -ask.w * side);
  const asides = [65, 95, 125, 155].flatMap((far) => [far, -far - ask.w]);
  for (let lift = rules.lift; lift <= rules.reach; lift += 9) {
    for (const x of [...sides, ...asides]) {
      const box = within(boxOf(ask, { x, y: -lift - ask.h }), bounds);
      if (box.y + box.h > ask.crown.y - rules.lift + 1) continue;
      if (length(tailOf(box, ask.crown)) > rules.reach) continue;
      yield box;
    }
  }
}

/** The tail: from the bubble's lower edge to just above the crown. */
export function tailOf(box: Box, crown: Spot): [Spot, Spot] {
  const inset = Math.min(rules.corner, box.w / 2);
  const x = Math.min(Math.max(crown.x, box.x + inset), box.x + box.w - inset);
  return [
    { x, y: box.y + box.h },
    { x: crown.x, y: crown.y - rules.tailGap },
  ];
}

/** The tail's outline, from the height `from` of the bubble's box on; from the box's top left corner. */
export function tailPath(box: Box, crown: Spot, from: number): string {
  const [root, tip] = tailOf(box, crown);
  const x = root.x - box.x;
  const tx = tip.x - box.x;
  const ty = tip.y - box.y;
  const half = 8;
  // The sides bend about the way from root to tip, so that a slanted tail is as broad as an upright one.
  const far = Math.hypot(tx - x, ty - from) || 1;
  const across = { x: ((ty - from) / far) * (half / 3), y: ((x - tx) / far) * (half / 3) };
  const bend = { x: x + (tx - x) * 0.3, y: from + (ty - from) * 0.55 };
  return `M${x - half} ${from}Q${bend.x - across.x} ${bend.y - across.y} ${tx} ${ty}Q${bend.x + across.x} ${bend.y + across.y} ${x + half} ${from}`;
}

function boxOf(ask: Ask, from: Spot): Box {
  return { x: ask.crown.x + from.x, y: ask.crown.y + from.y, w: ask.w, h: ask.h };
}

function within(box: Box, bounds: Box): Box {
  const clamp = (v: number, low: number, high: number) => Math.max(low, Math.min(v, high));
  return {
    ...box,
    x: clamp(box.x, bounds.x, bounds.x + bounds.w - box.w),
    y: clamp(box.y, bounds.y, bounds.y + bounds.h - box.h),
  };
}

function grow(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, w: box.w + 2 * by, h: box.h + 2 * by };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function covering(box: Box, faces: readonly Box[]): number {
  return faces.filter((face) => overlap(face, box)).length;
}

function sum(laid: readonly Laid[]): number {
  return laid.reduce((sum, { covers }) => sum + covers, 0);
}

function length([a, b]: [Spot, Spot]): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Whether a segment meets a box (its last pixels, at the speaker's own head, left out). */
function crosses([a, b]: [Spot, Spot], box: Box): boolean {
  for (let step = 0; step <= 10; step++) {
    const share = (step / 10) * 0.95;
    const x = a.x + (b.x - a.x) * share;
    const y = a.y + (b.y - a.y) * share;
    if (x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h) return true;
  }
  return false;
}
