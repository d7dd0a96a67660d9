import type { Action, Answer, Command, Reply } from '../wire/types';
import { Refused, Unreached } from './errors';
import type { Lanes } from './lanes';

/** How commands travel: by a live socket, or else by HTTP. */
export interface Ways {
  /** False when no socket is live. */
  send(frame: Command): boolean;
  post(command: Command): Promise<Answer>;
  newId(): string;
}

export const patience = {
  /** So long a command is repeated under its id; after that the server may have forgotten it. */
  whole: 120_000,
  reply: 5000,
  pauseFirst: 300,
  pauseMost: 3000,
} as const;

const later = new Set(['busy', 'slow_down', 'unavailable']);
const movements = new Set(['walk', 'approach', 'sit', 'stand']);

/** Sends commands one after the other, each repeated under its id until it is answered. */
export class Commands {
  private readonly over = new AbortController();
  private readonly waiting = new Map<string, (result: Answer | Error) => void>();
  private newestMove = '';

  constructor(
    private readonly ways: Ways,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Does what somebody wants. Throws Refused with the server's code, or `superseded` for a walk that waited behind a
   * newer one, or for what was not answered when the room was left; Unreached when nobody answered for two minutes.
   */
  do(action: Action): Promise<Answer> {
    const command: Command = { id: this.ways.newId(), ...action };
    const moves = movements.has(command.type);
    if (moves) this.newestMove = command.id;
    return this.lanes.serial(async () => {
      if (moves && this.newestMove !== command.id) throw superseded();
      return this.repeat(command);
    }, this.over.signal);
  }

  /** Does something for a task that has the exclusive lane: nothing else is under way. */
  alone(action: Action): Promise<Answer> {
    return this.repeat({ id: this.ways.newId(), ...action });
  }

  /** The room is left: nothing is repeated any more, and what waits is not begun. */
  stop(): void {
    this.over.abort(superseded());
    this.settleAll(superseded());
  }

  /** An answer came by the socket. */
  answer(reply: Reply): void {
    const settle = this.waiting.get(reply.re);
    settle?.('code' in reply ? Refused.from(reply) : reply);
  }

  /** The socket is gone, and with it the answers that were under way. */
  dropped(): void {
    this.settleAll(new Unreached('the connection broke'));
  }

  private settleAll(result: Error): void {
    for (const settle of [...this.waiting.values()]) settle(result);
  }

  private async repeat(command: Command): Promise<Answer> {
    let pause: number = patience.pauseFirst;
    for (let waited = 0; ; ) {
      const began = performance.now();
      try {
        return await this.once(command);
      } catch (error) {
        const again = error instanceof Unreached || (error instanceof Refused && later.has(error.code));
        const wait = (error instanceof Refused && error.retryAfterMs) || pause;
        waited += performance.now() - began + wait;
        if (!again || waited > patience.whole) throw error;
        await new Promise((go) => setTimeout(go, wait));
        this.over.signal.throwIfAborted();
        pause = Math.min(patience.pauseMost, pause * 2);
      }
    }
  }

  private once(command: Command): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const settle = (result: Answer | Error) => {
        clearTimeout(timer);
        this.waiting.delete(command.id);
        if (result instanceof Error) reject(result);
        else resolve(result);
      };
      const timer = setTimeout(() => settle(new Unreached('no answer in time')), patience.reply);
      this.waiting.set(command.id, settle);
      if (!this.ways.send(command)) this.ways.post(command).then(settle, settle);
    });
  }
}

const superseded = () => new Refused('superseded', '');
