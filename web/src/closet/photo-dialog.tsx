import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { blobOf, download } from '../ui/file';
import { useClosetWords, useStudio } from './context';
import { drawSheet } from './drawing';
import { Swatch } from './dyes';
import { ClosetIcon } from './icons';
import { grounds, paintPhoto, photo } from './photo';

const fileName = 'yokocho.png';
/** Pixels per canvas unit; a little finer than the photo shows it. */
const fineness = 3;

/** A portrait as it would be saved, before a ground of one's choice. */
export function PhotoDialog({ close }: { close(): void }) {
  const studio = useStudio();
  const words = useClosetWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ground, setGround] = useState(0);
  const [dressed, setDressed] = useState<Awaited<ReturnType<typeof drawSheet>>>();

  useEffect(() => {
    let gone = false;
    void studio
      .photograph((svg) => drawSheet(svg, fineness))
      .then((drawn) => {
        if (gone) drawn?.picture.close();
        else setDressed(drawn);
      });
    return () => {
      gone = true;
    };
  }, []);
  useEffect(() => () => dressed?.picture.close(), [dressed]);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen || !dressed) return;
    paintPhoto(pen, { dressed, ground, ...studio.viewing.stance() });
  }, [dressed, ground]);

  const file = async () => {
    const blob = await blobOf(canvas.current!, 'image/png');
    return new File([blob], fileName, { type: blob.type });
  };
  const save = async () => download(await file());
  const send = async () => navigator.share({ files: [await file()] }).catch(() => undefined);
  return (
    <Dialog title={words.photoTitle} close={close}>
      <div class="photo">
        <canvas ref={canvas} class="photo-paper" {...photo} role="img" aria-label={words.photo} />
        <div class="photo-ways">
          <fieldset class="grounds">
            <legend>{words.photoBack}</legend>
            {grounds.map(([wall], i) => (
              <Swatch
                key={wall}
                colour={wall}
                label={words.background(i + 1)}
                pressed={i === ground}
                act={() => setGround(i)}
              />
            ))}
          </fieldset>
          <button type="button" class="main" disabled={!dressed} onClick={() => void save()}>
            {words.download}
          </button>
          {sharesFiles() && (
            <button type="button" class="small" disabled={!dressed} onClick={() => void send()}>
              <ClosetIcon name="share" />
              {words.sendPhoto}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

const sharesFiles = (): boolean =>
  'canShare' in navigator && navigator.canShare({ files: [new File([], fileName, { type: 'image/png' })] });
