import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Event, PersonView, View } from '../wire/types';
import type { Places } from '../world/scene';
import { type Hearing, Sound } from '.';
import { shorts, steps } from './shorts';
import { Synth } from './synth';

/** Takes whatever is said to it; what is heard is what the synthesizer is told to play. */
class Node {
  gain = { setTargetAtTime() {}, cancelScheduledValues() {} };
  pan = this.gain;
  connect = (to: Node) => to;
  disconnect = () => {};
}

class Context {
  state = 'running';
  currentTime = 0;
  sampleRate = 10;
  close = async () => {};
}

let now: number;
let people: PersonView[];
let room: string;
let places: Places | undefined;
let sound: Sound;
const played = vi.spyOn(Synth.prototype, 'play');

const drawing = (): Places => ({
  seats: [],
  exits: [],
  works: [],
  step: 'wood',
  grounds: [
    {
      step: 'stone',
      polygon: [
        [200, 0],
        [400, 0],
        [400, 400],
        [200, 400],
      ],
    },
  ],
  sounds: [],
  background: { day: '', night: '' },
  furniture: { day: '', night: '' },
});

const person = (id: string, path: PersonView['path'], more: Partial<PersonView> = {}): PersonView => ({
  id,
  name: id,
  kind: 'person',
  outfit: '',
  facing: 'se',
  path,
  ...more,
});

const view = (): View => ({
  position: '1-1',
  room: { id: room, title: { ja: '', en: '' }, capacity: 9, map: '' },
  people,
  seats: [],
  lines: [],
  lately: [],
});

const hearing: Hearing = { view, me: () => 'me', now: () => now, places: () => places };
const named = new Map<unknown, string>([...Object.entries(shorts), ...Object.entries(steps)].map(([k, v]) => [v, k]));
const heard = () => played.mock.calls.map(([layers]) => named.get(layers));

/** Lets time pass. */
function pass(ms: number): void {
  for (let i = 0; i < ms / 50; i++) {
    now += 50;
    vi.advanceTimersByTime(50);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const name of ['GainNode', 'StereoPannerNode', 'DynamicsCompressorNode']) vi.stubGlobal(name, Node);
  vi.stubGlobal(
    'AudioBuffer',
    class {
      getChannelData = () => new Float32Array(4);
    },
  );
  played.mockReset().mockReturnValue();
  now = 1000;
  room = 'lounge';
  places = drawing();
  people = [person('me', [[100, 100, 0]])];
  sound = new Sound(new Context() as unknown as AudioContext, hearing);
});

afterEach(() => {
  sound.destroy();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('whoever walks nearby steps on the floor that is there, and nobody steps who stands or is far', () => {
  pass(500);
  expect(heard()).toEqual([]);
  people = [
    people[0]!,
    person('near', [
      [100, 120, now],
      [300, 120, now + 1000],
    ]),
    person('far', [
      [900, 900, now],
      [1100, 900, now + 1000],
    ]),
  ];
  pass(1500);
  expect(heard()).toEqual(['wood', 'wood', 'stone', 'stone']);
});

test('a cushion gives when somebody has arrived on it, and not when they are found there', () => {
  people = [people[0]!, person('sits', [[100, 120, 0]], { seat: 'stool' })];
  pass(300);
  expect(heard()).toEqual([]);
  people = [
    people[0]!,
    person(
      'sits',
      [
        [100, 120, now],
        [120, 120, now + 200],
      ],
      { seat: 'chair' },
    ),
  ];
  pass(500);
  expect(heard()).toEqual(['sat']);
});

test('a door slides when one comes into another room, and not when a room is drawn anew', () => {
  places = drawing();
  pass(100);
  expect(heard()).toEqual([]);
  places = undefined;
  pass(100);
  room = 'street';
  places = drawing();
  pass(100);
  expect(heard()).toEqual(['door']);
});

test('whoever only looks through the door hears nothing', () => {
  const said = { type: 'said', who: 'near', text: 'hello' } as Event;
  sound.happened(said);
  expect(heard()).toEqual(['said']);
  places = undefined;
  people = [
    person('near', [
      [100, 120, now],
      [300, 120, now + 1000],
    ]),
  ];
  pass(1500);
  sound.happened(said);
  expect(heard()).toEqual(['said']);
});
