import type { HouseNeeds } from '../house/needs';
import { useModel } from '../ui/model';
import { useLoaded } from './loaded';

/** What one has to do with the house: loaded when it is first opened. */
export function House({ needs }: { needs: HouseNeeds }) {
  const { screen, prefs } = useModel();
  const open = screen.desk.value !== undefined;
  const Desk = useLoaded(
    open,
    () => import('../house/desk').then(({ Desk }) => Desk),
    () => {
      screen.desk.value = undefined;
      screen.say(prefs.words.peek().noDesk);
    },
  );
  return open && Desk ? <Desk needs={needs} /> : null;
}
