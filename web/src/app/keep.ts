import type { Api } from '../net/api';
import type { Prefs } from '../ui/prefs';
import type { Screen } from '../ui/screen';
import { visitedKey } from './visit';

/** The one-time secret of a keep-link, `/keep#secret`; it leaves the address at once. */
export function keepSecret(place: Location): string | undefined {
  if (place.pathname !== '/keep') return undefined;
  const secret = place.hash.slice(1);
  history.replaceState(null, '', '/');
  return secret || undefined;
}

/** Takes over the identity behind a keep-link. */
export async function moveIn(secret: string, api: Api, screen: Screen, prefs: Prefs): Promise<void> {
  const words = () => prefs.words.peek();
  screen.say(words().keepUsing);
  try {
    await api.claim(secret);
    localStorage.setItem(visitedKey, '1');
    screen.say(words().keepDone);
  } catch {
    screen.say(words().keepFailed);
  }
}
