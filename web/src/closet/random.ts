import type { Wardrobe, WardrobeItem } from '../wire/types';
import { lightness, mix } from './colour';
import { place } from './editor';
import { dreamt, grown, irises, type Scheme, schemes } from './palettes';
import type { Colour, Garment, Recipe, SlotID } from './recipe';
import { Rules } from './rules';
import { levels, skinOf } from './tan';

/** Which of a scheme's colours a slot's garments take. */
const roles: Readonly<Record<SlotID, readonly (keyof Scheme)[]>> = {
  top: ['pale', 'strong'],
  bottom: ['dark', 'strong'],
  dress: ['strong'],
  onepiece: ['strong', 'dark'],
  japanese: ['strong', 'dark'],
  outer: ['strong', 'dark'],
  neck: ['accent'],
  socks: ['pale', 'dark'],
  shoes: ['dark', 'accent'],
  hat: ['accent', 'strong'],
  bag: ['accent', 'dark'],
};

/** What clothes the body: alternatives, with how often each comes. */
const basics: readonly (readonly [weight: number, slots: readonly SlotID[]])[] = [
  [6, ['top', 'bottom']],
  [2, ['dress']],
  [1.5, ['top', 'onepiece']],
  // A robe covers what is below it; a haori or happi is worn over something.
  [1.2, ['top', 'bottom', 'japanese']],
];

/** What may be added, and how likely it is. */
const extras: readonly (readonly [slot: SlotID, chance: number])[] = [
  ['outer', 0.3],
  ['neck', 0.2],
  ['glasses', 0.18],
  ['makeup', 0.25],
  ['bag', 0.18],
  ['back', 0.08],
  ['held', 0.12],
];

/** Slots whose `main` is of the hair's colour. */
const ofHair = ['ears', 'tail', 'brows'];

/**
 * A look thrown together with taste: one body, face and hair, clothes that make an outfit, and dyes of one scheme. Only
 * the given slots change; the rest of the look stays.
 */
export function randomLook(wardrobe: Wardrobe, now: Recipe, slots: readonly SlotID[], random: () => number): Recipe {
  const rules = new Rules(wardrobe);
  const free = new Set(slots);
  const dice = new Dice(random);
  const choose = (slot: SlotID) => {
    const owned = wardrobe.items.filter((item) => item.slot === slot && item.owned);
    return free.has(slot) && owned.length > 0 ? [dice.one(owned)] : [];
  };
  const features = wardrobe.slots.filter((slot) => slot.one && slot.id !== 'held').map((slot) => slot.id);
  const available = basics.filter(([, parts]) => parts.every((slot) => choose(slot).length > 0));
  const onHead = dice.happens(0.3) ? 'hat' : dice.happens(0.2) ? 'ears' : undefined;
  const picked: WardrobeItem[] = [
    ...features.flatMap(choose),
    ...(available.length > 0 ? dice.weighted(available) : []).flatMap(choose),
    ...(dice.happens(0.75) ? choose('socks') : []),
    ...choose('shoes'),
    ...extras.filter(([, chance]) => dice.happens(chance)).flatMap(([slot]) => choose(slot)),
    ...(onHead ? choose(onHead) : []),
    ...(onHead === 'ears' ? choose('tail') : []),
  ];
  const paint = new Paint(dice);
  const skin = free.has('body')
    ? skinOf(Math.floor(random() * (levels(wardrobe.skins) + 1)), wardrobe.skins)
    : now.skin;
  const staying = now.wear.filter(({ item }) => !free.has(rules.slot(item)) && rules.item(item));
  const wear = picked.reduce(
    (wear, item) => wear.toSpliced(place(rules, wear, item.id), 0, paint.garment(item)),
    staying,
  );
  return { ...(skin && { skin }), wear: dice.happens(0.4) ? tucked(rules, wear) : wear };
}

/** The shirt goes into the trousers. */
function tucked(rules: Rules, wear: Garment[]): Garment[] {
  const top = wear.findIndex(({ item }) => rules.slot(item) === 'top');
  const bottom = wear.findIndex(({ item }) => rules.slot(item) === 'bottom');
  return bottom >= 0 && top === bottom + 1 ? wear.with(bottom, wear[top]!).with(top, wear[bottom]!) : wear;
}

/** The colours of one look. */
class Paint {
  private readonly scheme: Scheme;
  private readonly hair: Colour;
  private readonly iris: Colour;

  constructor(private readonly dice: Dice) {
    this.scheme = dice.one(schemes);
    this.hair = dice.one(dice.happens(0.22) ? dreamt : grown);
    this.iris = dice.one(irises);
  }

  garment({ id, slot, dyes }: WardrobeItem): Garment {
    const chosen = Object.entries(dyes).flatMap(([name, drawn], i) => {
      const colour = this.dye(slot, name, drawn, i === 0 || name === 'main');
      return colour ? [[name, colour] as const] : [];
    });
    return chosen.length > 0 ? { item: id, dyes: Object.fromEntries(chosen) } : { item: id };
  }

  private dye(slot: SlotID, name: string, drawn: Colour, main: boolean): Colour | undefined {
    if (name === 'skin') return undefined;
    if (name === 'iris') return this.iris;
    if (name === 'brow' || (slot === 'brows' && main)) return mix(this.hair, '#3b2038', 0.25);
    if (main && (slot === 'hair' || ofHair.includes(slot))) return this.hair;
    const choice = roles[slot];
    if (!choice) return undefined;
    if (main) return this.scheme[this.dice.one(choice)];
    // Pale edges and brass stay as drawn: they go with everything.
    const quiet = lightness(drawn) > 0.78;
    return quiet ? undefined : this.scheme[this.dice.happens(0.6) ? 'accent' : 'pale'];
  }
}

/** Chance, as it is given from outside: tests throw the same again. */
class Dice {
  constructor(private readonly random: () => number) {}

  happens(chance: number): boolean {
    return this.random() < chance;
  }

  one<T>(of: readonly T[]): T {
    return of[Math.min(of.length - 1, Math.floor(this.random() * of.length))]!;
  }

  weighted<T>(of: readonly (readonly [number, T])[]): T {
    let left = this.random() * of.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, one] of of) {
      left -= weight;
      if (left < 0) return one;
    }
    return of.at(-1)![1];
  }
}
