import type { CatalogueOutfit } from '../wire/types';
import { useModel } from './model';

/** A ready-made avatar, cut from the picker's one sheet. `crop` shows the head alone. */
export function Avatar({ outfit, crop = false }: { outfit: CatalogueOutfit | undefined; crop?: boolean }) {
  const picker = useModel().catalogue.value?.picker;
  const frame = outfit && picker?.frames[outfit.id];
  if (!picker || !frame) return <span class="avatar blank" aria-hidden="true" />;
  const [x, y, w, h] = frame;
  const view = crop ? [x + w * 0.14, y + h * 0.02, w * 0.72, w * 0.72] : [x, y, w, h];
  return (
    <svg class="avatar" viewBox={view.join(' ')} aria-hidden="true">
      <image href={picker.url} width={picker.size[0]} height={picker.size[1]} />
    </svg>
  );
}

/** The face of somebody in the room, by the hash of what they wear. */
export function Portrait({ outfit }: { outfit: string | undefined }) {
  const outfits = useModel().catalogue.value?.outfits;
  return (
    <span class="portrait">
      <Avatar outfit={outfits?.find((o) => o.hash === outfit)} crop />
    </span>
  );
}
