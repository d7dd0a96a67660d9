import { expect, test } from 'vitest';
import { rig } from '../figure/bones';
import { blinks, faceOf } from '../figure/face';
import { mouthAt, speaks, speech } from './talk';

const { giggle, groove } = rig.poses;

test('a laughing body laughs whatever the face; a dancer smiles who has no other face on', () => {
  expect(faceOf('sad', [giggle!], false)).toMatchObject({ ...giggle!.face, mark: 'tear' });
  expect(faceOf(undefined, [groove!], false)).toEqual(groove!.mood);
  expect(faceOf('angry', [groove!], false)).toMatchObject(rig.expressions.angry!.parts);
});

test('open eyes blink, closed ones and special ones do not', () => {
  expect(faceOf(undefined, [], true)).toEqual(rig.overlays.blink.parts);
  expect(faceOf(undefined, [giggle!], true).eyeR).toBe('happy');
});

test('a speaking mouth moves over any expression', () => {
  const shown = new Set<string | undefined>();
  for (let t = 0; t < 1000; t += 50) shown.add(faceOf('sad', [], false, mouthAt(t)).mouth);
  expect(shown).toEqual(new Set([...rig.overlays.talk.mouths.filter((m) => m !== ''), undefined]));
  expect(speaks({ at: 1000, length: 10 }, 1000 + speech(10) - 1)).toBe(true);
  expect(speaks({ at: 1000, length: 10 }, 1000 + speech(10))).toBe(false);
});

test('eyes blink every few seconds, and not all people at once', () => {
  const closed = (seed: number) => Array.from({ length: 600 }, (_, i) => blinks(i * 50, seed));
  const [a, b] = [closed(0.2), closed(0.7)];
  const share = a.filter(Boolean).length / a.length;
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.1);
  expect(a).not.toEqual(b);
});
