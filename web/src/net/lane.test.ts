import { expect, test } from 'vitest';
import { Lane } from './lane';

/** Tasks that end when they are told to. */
class Tasks {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, () => void>();

  task = (name: string) => () => {
    this.begun.push(name);
    return new Promise<string>((resolve) => this.ends.set(name, () => resolve(name)));
  };
  async end(name: string): Promise<void> {
    this.ends.get(name)!();
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
  }
}

test('a serial lane runs one after the other, in order', async () => {
  const [lane, tasks] = [new Lane(1), new Tasks()];
  const all = ['a', 'b', 'c'].map((name) => lane.run(tasks.task(name)));
  expect(tasks.begun).toEqual(['a']);
  await tasks.end('a');
  expect(tasks.begun).toEqual(['a', 'b']);
  await tasks.end('b');
  await tasks.end('c');
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
});

test('a parallel lane is bounded', async () => {
  const [lane, tasks] = [new Lane(2), new Tasks()];
  for (const name of ['a', 'b', 'c', 'd']) void lane.run(tasks.task(name));
  expect(tasks.begun).toEqual(['a', 'b']);
  await tasks.end('b');
  expect(tasks.begun).toEqual(['a', 'b', 'c']);
});

test('a task that fails makes way like any other', async () => {
  const [lane, tasks] = [new Lane(1), new Tasks()];
  const failing = lane.run(() => Promise.reject(new Error('no')));
  void lane.run(tasks.task('next'));
  await expect(failing).rejects.toThrow('no');
  expect(tasks.begun).toEqual(['next']);
});

test('whoever gives up while waiting never begins, and keeps nobody', async () => {
  const [lane, tasks] = [new Lane(1), new Tasks()];
  void lane.run(tasks.task('a'));
  const abort = new AbortController();
  const tired = lane.run(tasks.task('b'), abort.signal);
  void lane.run(tasks.task('c'));
  abort.abort(new Error('another look'));
  await expect(tired).rejects.toThrow('another look');
  await tasks.end('a');
  expect(tasks.begun).toEqual(['a', 'c']);
  await tasks.end('c');
  void lane.run(tasks.task('d'));
  expect(tasks.begun).toEqual(['a', 'c', 'd']);
});

test('giving up after the turn has come changes nothing for the lane', async () => {
  const [lane, tasks] = [new Lane(1), new Tasks()];
  const abort = new AbortController();
  void lane.run(tasks.task('a'));
  const running = lane.run(tasks.task('b'), abort.signal);
  void lane.run(tasks.task('c'));
  await tasks.end('a');
  abort.abort();
  expect(tasks.begun).toEqual(['a', 'b']);
  await tasks.end('b');
  expect(await running).toBe('b');
  expect(tasks.begun).toEqual(['a', 'b', 'c']);
});

test('whoever has given up before is not let in', async () => {
  const [lane, tasks] = [new Lane(1), new Tasks()];
  await expect(lane.run(tasks.task('a'), AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  expect(tasks.begun).toEqual([]);
});
