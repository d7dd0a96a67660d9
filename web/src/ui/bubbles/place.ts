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

/**
 * Places bubbles above their speakers: landed ones stay, new ones go to the nearest free place where they cover no face
 * and no other bubble. Whoever is not in the answer found no place.
 */
export function place(asks: readonly Ask[], around: Surroundings): Map<string, Place> {
  const fresh = asks.filter((a) => !a.landed);
  const down = [...fresh].sort((a, b) => a.crown.y - b.crown.y);
  const orders = fresh.length > 1 ? [down, [...down].reverse(), fresh] : [fresh];
  const landed = settle(
    asks.filter((a) => a.landed),
    around,
  );
  const tries = orders.map((order) => new Attempt(landed, around).run(order));
  const best = tries.reduce((a, b) => (b.cost < a.cost ? b : a));
  return best.places;
}

interface Laid {
  box: Box;
  tail: [Spot, Spot];
}

interface Settled {
  places: Map<string, Place>;
  laid: Laid[];
}

/** Landed bubbles first: each stays, or slips a few pixels off a face that came under it, or turns faint. */
function settle(asks: readonly Ask[], around: Surroundings): Settled {
  const places = new Map<string, Place>();
  const laid: Laid[] = [];
  for (const ask of asks) {
    const slips = [0, 4, rules.drift].flatMap((d) => [
      { x: 0, y: -d },
      { x: d, y: 0 },
      { x: -d, y: 0 },
    ]);
    const at = (slip: Spot) =>
      within(boxOf(ask, { x: ask.landed!.x + slip.x, y: ask.landed!.y + slip.y }), around.bounds);
    const covers = (box: Box) => around.faces.some((face) => overlap(face, box));
    const clear = slips.map(at).find((box) => !covers(box));
    const box = clear ?? at({ x: 0, y: 0 });
    places.set(ask.id, { x: box.x - ask.crown.x, y: box.y - ask.crown.y, faint: !clear });
    laid.push({ box, tail: tailOf(box, ask.crown) });
  }
  return { places, laid };
}

/** One order of placing the new bubbles, greedily. */
class Attempt {
  cost = 0;
  readonly places: Map<string, Place>;
  private readonly laid: Laid[];
  private covered = 0;

  constructor(
    landed: Settled,
    private readonly around: Surroundings,
  ) {
    this.places = new Map(landed.places);
    this.laid = [...landed.laid];
  }

  run(order: readonly Ask[]): this {
    for (const ask of order) this.put(ask);
    return this;
  }

  private put(ask: Ask): void {
    let best: { box: Box; cost: number; covers: number } | undefined;
    for (const box of candidates(ask, this.around.bounds)) {
      const covers = this.around.faces.filter((face) => overlap(face, box)).length;
      if (this.covered + covers > this.around.spare) continue;
      const cost = this.price(ask, box, covers);
      if (cost < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { box, cost, covers };
    }
    if (!best) {
      this.cost += 10_000;
      return;
    }
    this.cost += best.cost;
    this.covered += best.covers;
    this.laid.push({ box: best.box, tail: tailOf(best.box, ask.crown) });
    this.places.set(ask.id, { x: best.box.x - ask.crown.x, y: best.box.y - ask.crown.y, faint: false });
  }

  private price(ask: Ask, box: Box, covers: number): number {
    const tail = tailOf(box, ask.crown);
    const roomy = grow(box, rules.air);
    let cost = covers * 2000 + length(tail) + Math.abs(box.x + box.w / 2 - ask.crown.x) * 0.4;
    for (const other of this.laid) {
      if (overlap(roomy, other.box)) return Number.POSITIVE_INFINITY;
      if (crosses(other.tail, box) || crosses(tail, other.box)) cost += 400;
    }
    for (const face of this.around.faces) if (crosses(tail, face)) cost += 300;
    return cost;
  }
}

/** Every place worth trying: higher and higher above the crown, and to both sides. */
function* candidates(ask: Ask, bounds: Box): Generator<Box> {
  const sides = [0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95, -0.25, 1.25];
  for (let lift = rules.lift; lift <= rules.reach; lift += 9) {
    for (const side of sides) {
      const box = within(boxOf(ask, { x: -ask.w * side, y: -lift - ask.h }), bounds);
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
