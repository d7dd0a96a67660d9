import type { PersonView, VisitorID } from '../wire/types';

/** Those who are silhouettes on a photo that `me` takes: every person but oneself who has not said yes. */
export function silhouettes(people: readonly PersonView[], me: VisitorID | undefined): ReadonlySet<VisitorID> {
  const hidden = people.filter(({ id, kind, photos }) => id !== me && kind === 'person' && photos !== 'yes');
  return new Set(hidden.map(({ id }) => id));
}
