import type { OutfitHash } from '../wire/types';
import { useModel } from './model';

/** The picture of a ready-made outfit, and how it is to be cut. */
function usePicture(outfit: OutfitHash | undefined) {
  const { catalogue, pictures } = useModel();
  const all = pictures.value;
  const id = catalogue.value?.outfits.find((o) => o.hash === outfit)?.id;
  const url = id && all?.urls.get(id);
  return url && all ? { url, ...all } : undefined;
}

/** A ready-made avatar, whole. */
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
