import { expect, test } from 'vitest';
import type { Event } from '../wire/types';
import { Playback, type Rehearsal } from './rehearsal';

const rehearsal: Rehearsal = {
  view: {
    position: '1-1',
    room: { id: 'rehearsal', title: { ja: '', en: '' }, capacity: 1, map: '' },
    people: [],
    seats: [{ id: 'stool' }],
    lines: [],
    lately: [],
  },
  events: [
    {
      position: '1-2',
      type: 'entered',
      at: 0,
      who: 'ghost-1',
      name: '1',
      kind: 'person',
      outfit: 'blazer',
      path: [[20, 20, 0]],
      facing: 'se',
    },
    { position: '1-3', type: 'sat', at: 300, who: 'ghost-1', seat: 'stool', path: [[20, 20, 300]], facing: 'nw' },
    { position: '1-4', type: 'left', at: 900, who: 'ghost-1', reason: 'left' },
  ] as Event[],
  ends: 900,
  ghosts: 1,
  places: { seat: 1 },
  findings: [
    { code: 'jam', place: { kind: 'exit', id: 'door', at: [20, 20] }, at: 300 },
    { code: 'unreachable', place: { kind: 'floor', at: [90, 90] }, at: 800 },
  ],
};

test('a rehearsal is played to its end, and everything is found once, when it happens', () => {
  const played = new Playback(rehearsal);
  expect(played.view.people).toEqual([]);
  expect(played.play(0)).toEqual([]);
  expect(played.view.people.map(({ id }) => id)).toEqual(['ghost-1']);
  expect(played.play(350).map(({ code }) => code)).toEqual(['jam']);
  expect(played.view.seats).toEqual([{ id: 'stool', who: 'ghost-1' }]);
  expect(played.over).toBe(false);
  expect(played.play(9000).map(({ code }) => code)).toEqual(['unreachable']);
  expect([played.over, played.now, played.view.people]).toEqual([true, 900, []]);
  expect(played.play(100)).toEqual([]);
});
