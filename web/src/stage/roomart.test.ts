import { expect, test } from 'vitest';
import { type RoomArt, repainted } from './roomart';

const picture = (name: string) => ({ day: name, night: name, width: 20, height: 10 });
const art = (background: string, at: [number, number]) =>
  ({
    id: 'hall',
    background: picture(background),
    furniture: picture('f'),
    seats: [{ id: 'chair', at }],
  }) as unknown as RoomArt;

test('a room whose pictures alone are others is painted anew, not built anew', () => {
  expect(repainted(art('a', [1, 2]), art('b', [1, 2]))).toBe(true);
  expect(repainted(art('a', [1, 2]), art('b', [1, 3]))).toBe(false);
  const larger = { ...art('a', [1, 2]), background: { ...picture('a'), width: 21 } };
  expect(repainted(art('a', [1, 2]), larger)).toBe(false);
});
