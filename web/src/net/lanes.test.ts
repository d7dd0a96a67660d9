import { expect, test } from 'vitest';
import { Lanes, type Task } from './lanes';

/** A task that says when it began and ends when it is told. */
function job(log: string[], name: string) {
  let end!: (value: string) => void;
  let fail!: (reason: unknown) => void;
  let seen: AbortSignal | undefined;
  const over = new Promise<string>((resolve, reject) => {
    [end, fail] = [resolve, reject];
  });
  const task: Task<string> = (signal) => {
    log.push(name);
    seen = signal;
    return over;
  };
  return { task, end: () => end(name), fail, signal: () => seen };
}

/** Everything that only waits for promises has happened. */
const settled = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

test('commands go one after the other, in the order of asking', async () => {
  const lanes = new Lanes(4);
  const log: string[] = [];
  const [a, b] = [job(log, 'a'), job(log, 'b')];
  const first = lanes.serial(a.task);
  const second = lanes.serial(b.task);
  await settled();
  expect(log).toEqual(['a']);
  a.end();
  expect(await first).toBe('a');
  await settled();
  expect(log).toEqual(['a', 'b']);
  b.end();
  expect(await second).toBe('b');
});

test('reads go at once, but only so many', async () => {
  const lanes = new Lanes(2);
  const log: string[] = [];
  const jobs = ['a', 'b', 'c', 'd'].map((name) => job(log, name));
  const all = Promise.all(jobs.map(({ task }) => lanes.parallel(task)));
  await settled();
  expect(log).toEqual(['a', 'b']);
  jobs[1]!.end();
  await settled();
  expect(log).toEqual(['a', 'b', 'c']);
  for (const one of jobs) one.end();
  expect(await all).toEqual(['a', 'b', 'c', 'd']);
});

test('a command does not wait for reads', async () => {
  const lanes = new Lanes(1);
  const log: string[] = [];
  void lanes.parallel(job(log, 'read').task);
  void lanes.parallel(job(log, 'read later').task);
  void lanes.serial(job(log, 'command').task);
  await settled();
  expect(log).toEqual(['read', 'command']);
});

test('a change waits for all that is under way, and all that comes later waits for it', async () => {
  const lanes = new Lanes(4);
  const log: string[] = [];
  const [command, read, change, after, next] = ['command', 'read', 'change', 'after', 'next'].map((n) => job(log, n));
  void lanes.serial(command!.task);
  void lanes.parallel(read!.task);
  void lanes.exclusive(change!.task);
  void lanes.parallel(after!.task);
  void lanes.serial(next!.task);
  await settled();
  expect(log).toEqual(['command', 'read']);
  command!.end();
  await settled();
  expect(log).toEqual(['command', 'read']);
  read!.end();
  await settled();
  expect(log).toEqual(['command', 'read', 'change']);
  change!.end();
  await settled();
  expect(log).toEqual(['command', 'read', 'change', 'after', 'next']);
});

test('drawings neither hold back a change nor wait for it', async () => {
  const lanes = new Lanes(2);
  const log: string[] = [];
  const names = ['drawing', 'change', 'command', 'another', 'one too many'];
  const [drawing, change, command, another, tooMany] = names.map((n) => job(log, n));
  void lanes.asset(drawing!.task);
  void lanes.exclusive(change!.task);
  void lanes.serial(command!.task);
  void lanes.asset(another!.task);
  void lanes.asset(tooMany!.task);
  await settled();
  expect(log).toEqual(['drawing', 'change', 'another']);
  change!.end();
  await settled();
  expect(log).toEqual(['drawing', 'change', 'another', 'command']);
  another!.end();
  await settled();
  expect(log).toEqual([...log.slice(0, 4), 'one too many']);
});

test('a failed task gives its place on, also one that throws at once', async () => {
  const lanes = new Lanes(1);
  const log: string[] = [];
  const broken = job(log, 'broken');
  const first = lanes.serial(broken.task);
  const second = lanes.serial(() => {
    throw new Error('at once');
  });
  const last = lanes.serial(async () => 'last');
  broken.fail(new Error('broke'));
  await expect(first).rejects.toThrow('broke');
  await expect(second).rejects.toThrow('at once');
  expect(await last).toBe('last');
});

test('who is cancelled while waiting never starts, and lets the others pass', async () => {
  const lanes = new Lanes(4);
  const log: string[] = [];
  const [command, change, read] = ['command', 'change', 'read'].map((n) => job(log, n));
  const stop = new AbortController();
  void lanes.serial(command!.task);
  const cancelled = lanes.exclusive(change!.task, stop.signal);
  void lanes.parallel(read!.task);
  await settled();
  expect(log).toEqual(['command']);
  stop.abort(new Error('no longer'));
  await expect(cancelled).rejects.toThrow('no longer');
  await settled();
  expect(log).toEqual(['command', 'read']);
});

test('who is cancelled under way is told, answers at once, and keeps the place until the task has ended', async () => {
  const lanes = new Lanes(4);
  const log: string[] = [];
  const [slow, next] = ['slow', 'next'].map((n) => job(log, n));
  const stop = new AbortController();
  const cancelled = lanes.serial(slow!.task, stop.signal);
  void lanes.serial(next!.task);
  await settled();
  stop.abort(new Error('no longer'));
  await expect(cancelled).rejects.toThrow('no longer');
  expect(slow!.signal()?.aborted).toBe(true);
  await settled();
  expect(log).toEqual(['slow']);
  slow!.end();
  await settled();
  expect(log).toEqual(['slow', 'next']);
});

test('who is cancelled before asking does nothing', async () => {
  const log: string[] = [];
  await expect(new Lanes(1).parallel(job(log, 'a').task, AbortSignal.abort(new Error('before')))).rejects.toThrow(
    'before',
  );
  expect(log).toEqual([]);
});
