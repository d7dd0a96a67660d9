import { assetUrl } from '../wire/assets';
import type { OutfitHash } from '../wire/types';
import { useModel } from './model';

/** The head within a standing figure's picture, and the picture, where no table says otherwise. */
const canvas = { size: { w: 256, h: 320 }, portrait: { x: 44, y: 0, w: 168, h: 176 } };

/** The picture of an outfit, standing, and how it is to be cut: the picker's if it is a ready-made one, else its own. */
function usePicture(outfit: OutfitHash | undefined) {
  const { catalogue, pictures } = useModel();
  if (!outfit || !catalogue.value) return undefined;
  const ready = catalogue.value.outfits.find((o) => o.hash === outfit);
  if (!ready) return { url: assetUrl(`portrait-${outfit}.svg`), ...canvas };
  const all = pictures.value;
  const url = all?.urls.get(ready.id);
  return url && all ? { url, ...all } : undefined;
}

/** An avatar, whole. */
export function Avatar({ outfit }: { outfit: OutfitHash }) {
  const picture = usePicture(outfit);
  if (!picture) return <span class="avatar" />;
  return <img class="avatar" src={picture.url} alt="" draggable={false} />;
}

/** The face of somebody in the room. */
export function Portrait({ outfit }: { outfit: OutfitHash | undefined }) {
  const picture = usePicture(outfit);
  if (!picture) return <span class="portrait" />;
  const { url, size, portrait } = picture;
  const percent = (share: number) => `${share * 100}%`;
  const style = {
    width: percent(size.w / portrait.w),
    left: percent(-portrait.x / portrait.w),
    top: percent(-portrait.y / portrait.h),
  };
  return (
    <span class="portrait">
      <img src={url} alt="" style={style} draggable={false} />
    </span>
  );
}
