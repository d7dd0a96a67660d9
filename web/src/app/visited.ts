/** Set once this browser has been somebody here: whoever never was need not ask the server. */
export const visitedKey = 'yokocho.visited';

/** Names the room this tab is in, so that loading the page anew leads back into it. */
export const insideKey = 'yokocho.inside';

/** Loads the page anew for somebody else, or for nobody. */
export function comeAnew(known: boolean): void {
  if (known) localStorage.setItem(visitedKey, '1');
  else localStorage.removeItem(visitedKey);
  sessionStorage.removeItem(insideKey);
  location.assign('/');
}
