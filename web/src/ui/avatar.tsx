import { useModel } from './model';

/** A ready-made avatar, whole. */
export function Avatar({ outfit }: { outfit: string | undefined }) {
  const url = outfit && useModel().pictures.value?.urls.get(outfit);
  return url ? <img class="avatar" src={url} alt="" draggable={false} /> : <span class="avatar" />;
}

/** The face of somebody in the room, by the hash of what they wear. */
export function Portrait({ outfit }: { outfit: string | undefined }) {
  const { catalogue, pictures } = useModel();
  const id = catalogue.value?.outfits.find((o) => o.hash === outfit)?.id;
  const all = pictures.value;
  const url = id && all?.urls.get(id);
  if (!url || !all) return <span class="portrait" />;
  const { size, portrait } = all;
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
