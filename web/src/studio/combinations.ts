import { begin, edit } from '../closet/editor';
import { Rules } from '../closet/rules';
import type { Recipe, Wardrobe } from '../wire/types';

/** On so many figures an item is tried. */
const figures = 12;

const skins = ['#ffdfc8', '#fbcfae', '#e8b088', '#c98a62', '#8f5a44'];
/** What everybody wears who is to try on something else: plain, so that one sees it. */
const plain = ['sneakers', 'jeans', 'tee'];

/** An item on figures that differ in body, face, skin and hair. What it takes the place of is taken off. */
export function combinations(wardrobe: Pick<Wardrobe, 'items' | 'slots'>, item: string): Recipe[] {
  const rules = new Rules(wardrobe);
  const of = (slot: string) => wardrobe.items.filter((one) => one.slot === slot).map(({ id }) => id);
  const [bodies, faces, hairs] = [of('body'), of('face'), of('hair')];
  return Array.from({ length: figures }, (_, i) => {
    const features = [bodies[i % bodies.length], faces[i % faces.length], spread(hairs, i)];
    const wear = [...features, ...plain].filter((id) => id !== undefined && rules.item(id));
    const dressed = begin({ skin: skins[i % skins.length]!, wear: wear.map((id) => ({ item: id! })) });
    return edit(rules, dressed, { type: 'wear', item, layered: false }).now;
  });
}

/** One of the list for each figure, from all over it. */
const spread = <T>(list: readonly T[], figure: number): T | undefined =>
  list[Math.floor((figure * list.length) / figures)];
