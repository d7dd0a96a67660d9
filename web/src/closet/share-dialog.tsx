import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import type { Outfit } from '../wire/types';
import { useClosetWords, useStudio } from './context';
import { Dialog } from './dialog';
import { ClosetIcon } from './icons';

/** A look as a link: copied, or handed to another app where the browser can. */
export function ShareDialog({ close }: { close(): void }) {
  const studio = useStudio();
  const { screen } = useModel();
  const words = useClosetWords();
  const [outfit, setOutfit] = useState<Outfit>();
  useEffect(() => {
    void studio.kept().then(setOutfit);
  }, []);
  const url = outfit && `${location.origin}/look/${outfit.hash}`;
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
        {outfit && <img class="share-portrait" src={outfit.portrait} alt="" />}
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
