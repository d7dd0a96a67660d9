import type { CameraNeeds } from '../photo/needs';
import { useModel } from '../ui/model';
import { useLoaded } from './loaded';

/** The camera, loaded when it is first opened. */
export function Photography({ needs }: { needs: CameraNeeds }) {
  const { screen, prefs } = useModel();
  const open = screen.finder.value !== undefined;
  const Camera = useLoaded(
    open,
    () => import('../photo/camera').then(({ Camera }) => Camera),
    () => {
      screen.finder.value = undefined;
      screen.say(prefs.words.peek().noCamera);
    },
  );
  return open && Camera ? <Camera needs={needs} /> : null;
}

/** The id in the address of a shared picture's page, `/photo/<id>`. */
export function sharedPicture({ pathname }: Location): string | undefined {
  const [, first, id] = pathname.split('/');
  return first === 'photo' && id ? id : undefined;
}

/** The page of a shared picture; nothing of the street is loaded for it. */
export function SharedPage({ id, needs }: { id: string; needs: Pick<CameraNeeds, 'api' | 'own' | 'complain'> }) {
  const { screen, prefs } = useModel();
  const Page = useLoaded(
    true,
    () => import('../photo/page').then(({ PicturePage }) => PicturePage),
    () => screen.say(prefs.words.peek().unanswered),
  );
  return Page ? <Page id={id} needs={needs} /> : null;
}
