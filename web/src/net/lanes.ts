/** A request: it is told by the signal when nobody wants it any more. */
export type Task<T> = (signal: AbortSignal) => Promise<T>;

type Kind = 'serial' | 'parallel' | 'asset' | 'exclusive';

interface Waiting {
  kind: Kind;
  start(): void;
}

/**
 * The ways on which requests travel. *Serial*: commands, one after the other. *Parallel*: reads and assets, a few at once.
 * *Exclusive*: changing clothes or room, alone: it waits for what is under way, and what comes later waits for it. Within a
 * lane the order is that of asking; nobody overtakes an exclusive request, so it is never starved. Assets share the parallel
 * lane's width, but their bytes never change: no change waits for a drawing that is slow to come, nor the drawing for it.
 *
 * An exclusive task must not wait for the lanes it closed: what it asks for, it asks for without them.
 */
export class Lanes {
  private readonly running: Record<Kind, number> = { serial: 0, parallel: 0, asset: 0, exclusive: 0 };
  private readonly waiting: Waiting[] = [];

  /** At most `width` parallel requests are under way at once. */
  constructor(private readonly width: number) {}

  serial = <T>(task: Task<T>, signal?: AbortSignal): Promise<T> => this.run('serial', task, signal);
  parallel = <T>(task: Task<T>, signal?: AbortSignal): Promise<T> => this.run('parallel', task, signal);
  asset = <T>(task: Task<T>, signal?: AbortSignal): Promise<T> => this.run('asset', task, signal);
  exclusive = <T>(task: Task<T>, signal?: AbortSignal): Promise<T> => this.run('exclusive', task, signal);

  /** Rejects with the signal's reason as soon as it is aborted; a task under way keeps its place until it has ended. */
  private run<T>(kind: Kind, task: Task<T>, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = () => {
        const at = this.waiting.indexOf(place);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(signal?.reason);
        this.proceed();
      };
      const ended = () => {
        signal?.removeEventListener('abort', cancel);
        this.running[kind]--;
        this.proceed();
      };
      const place: Waiting = {
        kind,
        start: () => {
          this.running[kind]++;
          // A task that throws before its first await is refused like any other.
          const answer = (async () => task(signal ?? never))();
          answer.then(resolve, reject);
          answer.then(ended, ended);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.waiting.push(place);
      this.proceed();
    });
  }

  /** Starts whoever may start, in the order of asking. */
  private proceed(): void {
    let barred = false;
    for (let at = 0; at < this.waiting.length; ) {
      const next = this.waiting[at]!;
      if ((!barred || next.kind === 'asset') && this.free(next.kind)) {
        this.waiting.splice(at, 1);
        next.start();
      } else {
        barred ||= next.kind === 'exclusive';
        at++;
      }
    }
  }

  private free(kind: Kind): boolean {
    const { serial, parallel, asset, exclusive } = this.running;
    if (kind === 'asset') return parallel + asset < this.width;
    if (exclusive > 0) return false;
    if (kind === 'serial') return serial === 0;
    if (kind === 'parallel') return parallel + asset < this.width;
    return serial === 0 && parallel === 0;
  }
}

const never = new AbortController().signal;
