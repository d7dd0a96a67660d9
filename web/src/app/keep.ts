import type { Api } from '../net/api';
import type { Prefs } from '../ui/prefs';
import type { Screen } from '../ui/screen';
import { visitedKey } from './visited';

const kinds = ['keep', 'invite', 'reset', 'operator'] as const;

/** A one-time link, such as `/keep#secret`. */
export interface OneTimeLink {
  kind: (typeof kinds)[number];
  secret: string;
}

/** The one-time link that led here; its secret leaves the address at once. */
export function linkOf(place: Location): OneTimeLink | undefined {
  const kind = kinds.find((one) => place.pathname === `/${one}`);
  if (!kind) return undefined;
  const secret = place.hash.slice(1);
  history.replaceState(null, '', '/');
  return secret ? { kind, secret } : undefined;
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

/** Back from another service: signed in there, or refused. */
export function cameBack({ pathname, search }: Location, screen: Screen, prefs: Prefs): void {
  const came = new URLSearchParams(search);
  const refused = came.get('refused');
  if (came.get('signed') !== 'in' && !refused) return;
  if (refused) screen.say(prefs.words.peek().refusals[refused] ?? prefs.words.peek().unanswered);
  else localStorage.setItem(visitedKey, '1');
  history.replaceState(null, '', pathname);
}
