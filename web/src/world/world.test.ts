import { beforeEach, describe, expect, test } from 'vitest';
import type { Event, View, Visitor } from '../wire/types';
import { entries, linesSince, ownLast } from './select';
import { World } from './world';

const path: [number, number, number][] = [[0, 0, 0]];
const person = (id: string, name: string) =>
  ({ id, name, kind: 'person', outfit: 'o', path, facing: 'se' }) as const satisfies View['people'][number];
const view: View = {
  position: '1-1',
  room: { id: 'lounge', title: { ja: 'ラウンジ', en: 'Lounge' }, capacity: 50, map: 'm' },
  people: [person('a', 'Aki'), person('b', 'Ben')],
  seats: [{ id: 's' }],
  lines: [],
  lately: [],
};
let n = 1;
const next = () => ({ position: `1-${++n}`, at: 1000 + n });
const say = (who: string, text: string): Event => ({ ...next(), type: 'said', who, text });
let world: World;

beforeEach(() => {
  n = 1;
  world = new World();
  world.snapshot(view);
  world.me.value = { id: 'a' } as Visitor;
});

describe('marks', () => {
  test('speaking ends the sign of writing and moves the mouth', () => {
    world.typed('b', 1000);
    expect(world.markOf('b')).toEqual({ typingUntil: 6000 });
    world.take(say('b', 'はい👍'));
    expect(world.markOf('b')).toEqual({ spoke: { at: 1002, length: 3 } });
    expect(world.typing.value.size).toBe(0);
  });

  test('the sign of writing goes when nothing follows', () => {
    world.typed('b', 1000);
    world.tick(5999);
    expect(world.typing.value.has('b')).toBe(true);
    world.tick(6000);
    expect(world.typing.value.has('b')).toBe(false);
    expect(world.markOf('b')).toEqual({});
  });

  test('gestures pass, faces stay', () => {
    world.take({ ...next(), type: 'expressed', who: 'b', name: 'smile' });
    world.take({ ...next(), type: 'expressed', who: 'b', name: 'wave' });
    expect(world.person('b')?.expression).toBe('smile');
    expect(world.markOf('b')?.gesture).toEqual({ name: 'wave', at: 1003 });
  });

  test('a dance is what one does, not what passes', () => {
    world.take({ ...next(), type: 'expressed', who: 'b', name: 'dance' });
    expect(world.person('b')).toMatchObject({ doing: 'dance', doingSince: 1002 });
    expect(world.markOf('b')?.gesture).toBeUndefined();
  });

  test('ignored people neither write nor move their mouths', () => {
    world.ignored.value = new Map([['b', 'Ben']]);
    world.typed('b', 1000);
    world.take(say('b', 'hm'));
    expect(world.markOf('b')).toBeUndefined();
  });
});

test('whoever did not change stays the same object', () => {
  const before = world.person('a');
  world.take({ ...next(), type: 'dressed', who: 'b', outfit: 'p' });
  expect(world.person('a')).toBe(before);
});

test('a position past what one may not see changes nothing else', () => {
  world.skipTo('1-9');
  expect(world.view.value).toEqual({ ...view, position: '1-9' });
});

test('what three do together is told by their names', () => {
  world.take({ ...next(), type: 'entered', who: 'c', name: 'Chi', kind: 'person', outfit: 'o', path, facing: 'se' });
  world.take({ ...next(), type: 'chorus', name: 'dance', who: ['b', 'c', 'a'] });
  expect(world.notes.value.at(-1)).toMatchObject({ what: 'chorus', gesture: 'dance', names: ['Ben', 'Chi', 'Aki'] });
});

test('the log tells lines, comings and goings in order, without ignored people', () => {
  world.take(say('a', 'one'));
  world.take({ ...next(), type: 'entered', who: 'c', name: 'Chi', kind: 'person', outfit: 'o', path, facing: 'se' });
  world.take({ ...next(), type: 'renamed', who: 'c', name: 'Chie' });
  world.take(say('b', 'two'));
  world.take({ ...next(), type: 'left', who: 'c', reason: 'left' });
  const told = entries(world.view.value!.lines, world.notes.value, new Map([['b', 'Ben']]));
  expect(told.map((e) => (e.kind === 'line' ? e.line.text : `${e.note.what} ${e.note.name}`))).toEqual([
    'one',
    'entered Chi',
    'renamed Chi',
    'left Chie',
  ]);
});

test('what was missed are the lines of others', () => {
  world.take(say('b', 'before'));
  const since = 1000 + n;
  world.take(say('a', 'mine'));
  world.take(say('b', 'after'));
  expect(linesSince(world.view.value!.lines, since, 'a', new Map()).map((l) => l.text)).toEqual(['after']);
});

test('only the newest own line can be taken back, once', () => {
  world.take(say('a', 'one'));
  world.take(say('a', 'two'));
  const last = ownLast(world.view.value!.lines, 'a');
  expect(last?.text).toBe('two');
  world.take({ ...next(), type: 'retracted', who: 'a', line: last!.position });
  expect(ownLast(world.view.value!.lines, 'a')).toBeUndefined();
});
