import { useState } from 'preact/hooks';
import { blobOf } from '../ui/file';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import type { SharedPicture } from '../wire/types';
import type { CameraNeeds } from './needs';
import { usePhotoWords } from './words';

/** Of a JPEG on its way to the server, which makes its own of it: good enough to be made anew. */
const quality = 0.95;

interface Props {
  needs: CameraNeeds;
  picture(): HTMLCanvasElement;
  /** Told when the link is there, and when it is taken back. */
  shared(is: boolean): void;
}

/** Makes a link of a photo, and takes it back. */
export function LinkOf({ needs, picture, shared }: Props) {
  const { screen, world } = useModel();
  const words = usePhotoWords();
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<SharedPicture>();
  const attempt = async (task: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    await task().catch(needs.complain);
    setBusy(false);
  };
  const copy = (url: string) =>
    navigator.clipboard?.writeText(url).then(
      () => screen.say(words.copied),
      () => undefined, // The address stands there to be copied by hand.
    );
  const make = () =>
    attempt(async () => {
      const room = world.view.peek()?.room.id ?? '';
      const made = await needs.api.sharePicture({ room }, await blobOf(picture(), 'image/jpeg', quality));
      needs.own.add(made.id);
      setLink(made);
      shared(true);
      void copy(made.url);
    });
  const takeBack = ({ id }: SharedPicture) =>
    attempt(async () => {
      await needs.api.takeBackPicture(id);
      needs.own.remove(id);
      setLink(undefined);
      shared(false);
      screen.say(words.takenBack);
    });
  if (!link) {
    return (
      <button type="button" class="small" aria-disabled={busy} onClick={make}>
        <Icon name="link" />
        {busy ? words.linking : words.link}
      </button>
    );
  }
  return (
    <div class="print-link">
      <span class="name-row">
        <input readOnly value={link.url} aria-label={words.linkOf} onFocus={(e) => e.currentTarget.select()} />
        <button type="button" class="round" aria-label={words.copy} title={words.copy} onClick={() => copy(link.url)}>
          <Icon name="copy" />
        </button>
      </span>
      <p class="hint">{words.linkHint}</p>
      <button type="button" class="small" aria-disabled={busy} onClick={() => takeBack(link)}>
        <Icon name="undo" />
        {words.takeBack}
      </button>
    </div>
  );
}
