import type { Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { namesOn } from './captions';
import { Choices } from './choices';
import { compose, type Finish, type Taken } from './compose';
import type { Style } from './frames';
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
  const save = useRef<HTMLAnchorElement>(null);
  const [shared, setShared] = useState(false);
  const finish = { style: style.value, names: false, bubbles: false, ...screen.finder.value };
  const print = usePrint(taken, finish);
  const { title, date } = taken.legend;
  const alt = words.alt(
    title,
    date,
    finish.names ? namesOn(taken.exposure.sitters, taken.moment).map((n) => n.text) : [],
  );
  const name = `yokocho-${isoDay(taken.moment.at)}.png`;
  const file = print && new File([print.blob], name, { type: 'image/png' });
  const canShare = file && navigator.canShare?.({ files: [file] });
  useEffect(() => {
    if (print) save.current?.focus({ preventScroll: true });
  }, [print !== undefined]);
  return (
    <section
      class="print-place"
      role="dialog"
      aria-label={words.photo}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return;
        e.stopPropagation();
        again();
      }}
    >
      <button
        type="button"
        class="round print-close"
        aria-label={words.close}
        title={words.close}
        onClick={() => (screen.finder.value = undefined)}
      >
        <Icon name="close" />
      </button>
      <div class="print-picture">{print && <img src={print.url} alt={alt} />}</div>
      <div class="print-tools">
        {!shared && <Choices style={style} />}
        {print && (
          <div class="print-row">
            <a ref={save} class="main" href={print.url} download={name} onClick={() => screen.say(words.saved)}>
              <Icon name="save" />
              {words.save}
            </a>
            {canShare && (
              <button
                type="button"
                class="small"
                onClick={() => navigator.share({ files: [file] }).catch(() => undefined)}
              >
                <Icon name="share" />
                {words.share}
              </button>
            )}
            <LinkOf needs={needs} picture={print.canvas} shared={setShared} />
            <button type="button" class="small" onClick={again}>
              <Icon name="camera" />
              {words.again}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}

interface Finished {
  canvas: HTMLCanvasElement;
  blob: Blob;
  url: string;
}

/** The picture as it is finished at the moment; the one before stays until the next is there. */
function usePrint(taken: Taken, finish: Finish): Finished | undefined {
  const [print, setPrint] = useState<Finished>();
  useEffect(() => {
    let gone = false;
    const canvas = document.createElement('canvas');
    compose(canvas, taken, finish);
    canvas.toBlob((blob) => {
      if (blob && !gone) setPrint({ canvas, blob, url: URL.createObjectURL(blob) });
    }, 'image/png');
    return () => {
      gone = true;
    };
  }, [taken, finish.style, finish.names, finish.bubbles]);
  useEffect(() => () => void (print && URL.revokeObjectURL(print.url)), [print]);
  return print;
}

/** The day where the viewer is, for a file's name. */
function isoDay(at: number): string {
  const day = new Date(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
