import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../ui/dialog';
import { blobOf } from '../ui/file';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { useClosetWords, useStudio } from './context';
import { drawSheet } from './drawing';
import { ClosetIcon } from './icons';
import { card, paintPhoto } from './photo';

/** Pixels per canvas unit, as the card shows them. */
const fineness = 2;
/** Of a JPEG on its way to the server, which makes its own of it. */
const quality = 0.92;
/** Which of a portrait's grounds; as on the page the link leads to. */
const ground = 3;

/** A look as a link with a card: copied, or handed to another app where the browser can. */
export function ShareDialog({ close }: { close(): void }) {
  const studio = useStudio();
  const { screen } = useModel();
  const words = useClosetWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const paper = canvas.current!;
    const paint = async () => {
      const dressed = await studio.photograph((svg) => drawSheet(svg, fineness));
      if (!dressed) return;
      paintPhoto(paper.getContext('2d')!, { dressed, ground, ...studio.viewing.stance() });
      dressed.picture.close();
      setUrl(await studio.link(() => blobOf(paper, 'image/jpeg', quality)));
    };
    void paint();
  }, []);
  // Without TLS a browser has no clipboard: then the field can be copied from by hand.
  const copy = (text: string) =>
    navigator.clipboard?.writeText(text).then(
      () => screen.say(words.copied),
      () => undefined,
    );
  const send = (url: string) => navigator.share({ title: words.shareText, url }).catch(() => undefined);
  return (
    <Dialog title={words.shareTitle} close={close}>
      <div class="share">
        <canvas ref={canvas} class="share-card" {...card} role="img" aria-label={words.shareText} />
        <div class="share-ways">
          <p class="hint">{words.shareLead}</p>
          <input
            type="text"
            readOnly
            value={url ?? ''}
            aria-label={words.shareTitle}
            onFocus={(e) => e.currentTarget.select()}
          />
          <button type="button" class="main" disabled={!url} onClick={() => url && void copy(url)}>
            <Icon name="copy" />
            {words.copyLink}
          </button>
          {'share' in navigator && (
            <button type="button" class="small" disabled={!url} onClick={() => url && void send(url)}>
              <ClosetIcon name="share" />
              {words.sendLink}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
