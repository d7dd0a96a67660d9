import './style';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Refused } from '../net/errors';
import { Icon } from '../ui/icons';
import { LanguageSwitch } from '../ui/language';
import { useModel, useWords } from '../ui/model';
import { useRoot } from '../ui/root';
import { Toast } from '../ui/toast';
import type { RoomInfo, SharedPicture } from '../wire/types';
import type { CameraNeeds } from './needs';
import { usePhotoWords } from './words';

type State = SharedPicture | 'coming' | 'gone' | 'unreached';

interface Props {
  id: string;
  needs: Pick<CameraNeeds, 'api' | 'own' | 'complain'>;
}

/** The page of a picture somebody shares: `/photo/<id>`. */
export function PicturePage({ id, needs }: Props) {
  const { screen, prefs } = useModel();
  const words = usePhotoWords();
  const [state, setState] = useState<State>('coming');
  const [rooms, setRooms] = useState<readonly RoomInfo[]>([]);
  useRoot(prefs);
  const read = () => {
    setState('coming');
    needs.api.picture(id).then(setState, (fault) => setState(fault instanceof Refused ? 'gone' : 'unreached'));
  };
  useEffect(() => {
    read();
    // Without its rooms the street still has its door.
    needs.api.rooms().then(setRooms, () => undefined);
  }, [id]);
  const takeBack = () =>
    needs.api.takeBackPicture(id).then(() => {
      needs.own.remove(id);
      setState('gone');
      screen.say(words.takenBack);
    }, needs.complain);
  return (
    <div class="street">
      <main class="picture-page">
        <header>
          <a href="/" class="picture-street">
            横丁 <small>Yokocho</small>
          </a>
          <LanguageSwitch prefs={prefs} />
        </header>
        {typeof state === 'object' ? (
          <Shown picture={state} room={rooms.find((r) => r.id === state.room)} failed={() => setState('unreached')}>
            {needs.own.has(id) && (
              <button type="button" class="quiet" onClick={takeBack}>
                <Icon name="undo" />
                {words.takeBack}
              </button>
            )}
          </Shown>
        ) : (
          state !== 'coming' && <Missing gone={state === 'gone'} again={read} />
        )}
      </main>
      <Toast />
    </div>
  );
}

interface ShownProps {
  picture: SharedPicture;
  room: RoomInfo | undefined;
  failed(): void;
  children: ComponentChildren;
}

function Shown({ picture, room, failed, children }: ShownProps) {
  const { prefs } = useModel();
  const words = usePhotoWords();
  const street = useWords().street;
  const { outfit, image, width, height } = picture;
  const title = room?.title[prefs.lang.value] ?? (outfit ? words.portrait : words.photo);
  return (
    <article class={outfit ? 'picture portrait-of' : 'picture'}>
      <img src={image} width={width} height={height} alt={title} onError={failed} />
      <div class="picture-words">
        <h1>{title}</h1>
        <p>{outfit ? words.drawnIn(street) : words.takenIn(street)}</p>
        {room && <p class="hint">{words.peopleNow(room.people)}</p>}
        {outfit ? (
          <a class="main" href={`/look/${outfit}`}>
            {words.tryOn}
          </a>
        ) : (
          <a class="main" href={`/${picture.room ?? ''}`}>
            {words.comeIn}
          </a>
        )}
        {children}
      </div>
    </article>
  );
}

function Missing({ gone, again }: { gone: boolean; again(): void }) {
  const words = usePhotoWords();
  return (
    <article class="picture missing">
      <div class="picture-words">
        <Icon name="camera" />
        <h1>{gone ? words.gone : words.unreached}</h1>
        {gone && <p>{words.goneHint}</p>}
        {gone ? (
          <a class="main" href="/">
            {words.toStreet}
          </a>
        ) : (
          <button type="button" class="main" onClick={again}>
            {words.retry}
          </button>
        )}
      </div>
    </article>
  );
}
