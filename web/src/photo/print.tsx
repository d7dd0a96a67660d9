import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { blobOf, download } from '../ui/file';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { facesIn, namesOn } from './captions';
import { Choices } from './choices';
import { compose, frameOf, type Taken } from './compose';
import type { Style } from './frames';
import { useKeysFirst } from './keys';
import { LinkOf } from './link';
import type { CameraNeeds } from './needs';
import { usePhotoWords } from './words';

interface Props {
  needs: CameraNeeds;
  style: Signal<Style>;
  taken: Taken;
  again(): void;
}

/** The finished photo, and what can be done with it. Its frame and what is written on it may still be changed. */
export function Print({ needs, style, taken, again }: Props) {
  const { screen } = useModel();
  const words = usePhotoWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const [shared, setShared] = useState(false);
  const { names = false, bubbles = false } = screen.finder.value ?? {};
  const { exposure, moment, legend } = taken;
  useLayoutEffect(() => {
    compose(canvas.current!, taken, { style: style.value, names, bubbles });
  }, [taken, style.value, names, bubbles]);
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), []);
  useKeysFirst((key) => {
    if (key === 'Escape') again();
    return key === 'Escape';
  });

  const named = names ? namesOn(facesIn(exposure.sitters, frameOf(exposure)), moment).map(({ text }) => text) : [];
  const file = async () => {
    const blob = await blobOf(canvas.current!, 'image/png');
    return new File([blob], `yokocho-${isoDay(new Date(moment.at))}.png`, { type: blob.type });
  };
  const save = async () => {
    download(await file());
    screen.say(words.saved);
  };
  // Whoever changes their mind in the system's sheet has not failed.
  const share = async () => navigator.share({ files: [await file()] }).catch(() => undefined);
  return (
    <section class="print-place" role="dialog" aria-label={words.photo}>
      <button
        type="button"
        class="round print-close"
        aria-label={words.close}
        title={words.close}
        onClick={() => (screen.finder.value = undefined)}
      >
        <Icon name="close" />
      </button>
      <div class="print-picture">
        <canvas ref={canvas} role="img" aria-label={words.alt(legend.title, legend.date, named)} />
      </div>
      <div class="print-tools">
        {!shared && <Choices style={style} />}
        <div class="print-row">
          <button ref={first} type="button" class="main" onClick={save}>
            <Icon name="save" />
            {words.save}
          </button>
          {canShareFiles() && (
            <button type="button" class="small" onClick={share}>
              <Icon name="share" />
              {words.share}
            </button>
          )}
          <LinkOf needs={needs} picture={() => canvas.current!} shared={setShared} />
          <button type="button" class="small" onClick={again}>
            <Icon name="camera" />
            {words.again}
          </button>
        </div>
      </div>
    </section>
  );
}

/** Whether the system passes pictures on. */
const canShareFiles = (): boolean =>
  navigator.canShare?.({ files: [new File([], 'photo.png', { type: 'image/png' })] }) ?? false;

/** The day where the viewer is, for a file's name. */
function isoDay(day: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
