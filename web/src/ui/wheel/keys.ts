import { type Gesture, gestures } from '../../world/reduce';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'isComposing' | 'keyCode'>;

/** The gesture of a key 1 to 8. The row of digits counts by its places, too: French keyboards write digits with Shift. */
export function gestureOf(press: Press): Gesture | undefined {
  if (composes(press)) return undefined;
  const place = press.shiftKey ? undefined : /^Digit([1-8])$/.exec(press.code)?.[1];
  const digit = /^[1-8]$/.test(press.key) ? press.key : place;
  return digit === undefined ? undefined : gestures[Number(digit) - 1];
}

/** The key that opens and closes the wheel. */
export const opensWheel = (press: Press): boolean => !composes(press) && press.key.toLowerCase() === 'g';

/** The room or nothing at all has the focus: nothing that takes letters and digits itself. */
export const idles = (target: Pick<Element, 'matches'>): boolean => target.matches('body, .scene');

/** A key of the input method; 229 is Safari's way to say so. */
const composes = ({ isComposing, keyCode }: Press): boolean => isComposing || keyCode === 229;
