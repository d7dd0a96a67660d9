import type { Frame, Millis, Position, Reply } from '../wire/types';
import { type Carrier, type End, type Listener, type OpenCarrier, type Transport, transports } from './carrier';
import type { Refused } from './errors';

/** connecting: for the first time; away: lost and coming back; offline: no network; ended: told not to come back. */
export type Phase = 'connecting' | 'live' | 'away' | 'offline' | 'ended';

export interface LinkState {
  phase: Phase;
  transport: Transport;
  refusal?: Refused;
}

/** Everything the link needs from outside; tests give fakes. */
export interface LinkNeeds {
  open: Record<Transport, OpenCarrier>;
  /** One poll without waiting: tells a blocked transport from a server that is away, gone or refusing. */
  check: OpenCarrier;
  /** Use this transport and no other. */
  forced?: Transport;
  online(): boolean;
  random(): number;
  /** The local instant, in milliseconds. */
  local(): Millis;
  onFrame(frame: Frame): void;
  onReply(reply: Reply): void;
  onState(state: LinkState): void;
  /** A pong: the server's clock showed `at` between the two local instants. */
  onTime(at: Millis, sent: Millis, received: Millis): void;
}

export const timing = {
  backoffFirst: 250,
  backoffMost: 5000,
  /** A connection that lived so long was a good one. */
  provenAfter: 10_000,
  /** So many bad connections by one transport, while the server answers, lead to the next. */
  missesAllowed: 2,
  probeFirst: 10_000,
  probeMost: 300_000,
  pingEvery: 20_000,
  pongWithin: 8000,
} as const;

type Timer = ReturnType<typeof setTimeout>;

/**
 * Keeps a room's events coming: connects, resumes at its position, falls back from WebSocket to Server-Sent Events to
 * long-poll when the server can be reached but not by that transport, and climbs back up when it can.
 */
export class Link {
  private state: LinkState;
  private position: Position | undefined;
  private carrier: Carrier | undefined;
  private timers = new Map<'retry' | 'proven' | 'probe' | 'ping' | 'pong', Timer>();
  private failures = 0;
  private misses = 0;
  private probes = 0;
  private probe: Carrier | undefined;
  /** Positions that came while a probe was opening: it may bring them again. */
  private seen = new Set<Position>();
  private pinged: Millis = 0;

  constructor(private readonly needs: LinkNeeds) {
    this.state = { phase: 'connecting', transport: needs.forced ?? 'ws' };
  }

  /** Connects, at a position if one is known. */
  start(since?: Position): void {
    this.position = since;
    this.show({ phase: 'connecting', transport: this.state.transport });
    this.connect();
  }

  stop(): void {
    this.drop();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** The page is seen again, or the network is back: do not wait for timers. */
  wake(): void {
    if (this.timers.has('retry')) this.connect();
    else if (this.state.phase === 'live') this.ping();
  }

  /** Sends a frame if a live socket is there. */
  send(frame: unknown): boolean {
    if (this.state.phase !== 'live' || !this.carrier?.send) return false;
    this.carrier.send(frame);
    return true;
  }

  get current(): LinkState {
    return this.state;
  }

  private connect(): void {
    this.drop();
    this.carrier = this.needs.open[this.state.transport](this.position, this.listen());
  }

  /** Closes whatever is open and forgets its timers. */
  private drop(): void {
    this.carrier?.close();
    this.carrier = undefined;
    this.probe?.close();
    this.probe = undefined;
    this.seen.clear();
    for (const name of this.timers.keys()) this.disarm(name);
  }

  private listen(): Listener {
    let opened = false;
    return {
      opened: () => {
        opened = true;
        this.live();
      },
      frame: (frame) => this.frame(frame),
      ended: (end) => this.ended(end, opened),
    };
  }

  private live(): void {
    this.show({ phase: 'live', transport: this.state.transport });
    this.arm('proven', timing.provenAfter, () => {
      this.failures = 0;
      this.misses = 0;
    });
    if (this.carrier?.send) this.arm('ping', 0, () => this.ping());
    if (this.better().length > 0) this.armProbe();
  }

  private frame(frame: Frame | Reply): void {
    this.disarm('pong');
    if ('re' in frame) {
      this.needs.onReply(frame);
    } else if (frame.type === 'pong') {
      this.needs.onTime(frame.at, this.pinged, this.needs.local());
    } else if (this.advance(frame)) {
      this.needs.onFrame(frame);
    }
  }

  /** Moves the position; false for what a probe brings a second time. */
  private advance(frame: Frame): boolean {
    if (frame.type === 'snapshot') this.position = frame.snapshot.position;
    if (!('position' in frame)) return true;
    if (!this.probe && this.seen.has(frame.position)) return false;
    if (this.probe) this.seen.add(frame.position);
    this.position = frame.position;
    return true;
  }

  private ended(end: End, opened: boolean): void {
    const proven = opened && !this.timers.has('proven');
    this.drop();
    if (end.why === 'refused') {
      this.show({ phase: 'ended', refusal: end.refusal });
    } else if (end.why === 'gone' && this.position !== undefined) {
      this.position = undefined;
      this.connect();
    } else if (proven || this.lowest()) {
      this.later();
    } else {
      this.lost();
      this.diagnose(opened);
    }
  }

  /** A transport that fails while the server answers is blocked; one that fails with the server is only away. */
  private diagnose(opened: boolean): void {
    let reached = false;
    this.carrier = this.needs.check(this.position, {
      opened: () => {
        reached = true;
      },
      frame: (frame) => this.frame(frame),
      ended: (end) => {
        this.carrier = undefined;
        if (end.why !== 'lost') this.ended(end, opened);
        else if (!reached || ++this.misses < timing.missesAllowed) this.later();
        else this.descend();
      },
    });
  }

  private descend(): void {
    this.misses = 0;
    this.state = { ...this.state, transport: transports[transports.indexOf(this.state.transport) + 1]! };
    this.connect();
  }

  private later(): void {
    this.lost();
    const wait = Math.min(timing.backoffMost, timing.backoffFirst * 2 ** this.failures++);
    this.arm('retry', wait * (0.5 + this.needs.random() / 2), () => this.connect());
  }

  private lost(): void {
    const phase = this.needs.online() ? 'away' : 'offline';
    this.show({ phase: this.state.phase === 'connecting' && phase === 'away' ? 'connecting' : phase });
  }

  private ping(): void {
    if (!this.carrier?.send) return;
    this.pinged = this.needs.local();
    this.carrier.send({ type: 'ping' });
    this.arm('ping', timing.pingEvery, () => this.ping());
    this.arm('pong', timing.pongWithin, () => this.ended({ why: 'lost' }, true));
  }

  private armProbe(): void {
    const wait = Math.min(timing.probeMost, timing.probeFirst * 2 ** this.probes++);
    this.arm('probe', wait, () => this.climb());
  }

  /** Tries a better transport beside the one that works, and changes over only when it has opened. */
  private climb(): void {
    const better = this.better();
    const transport = better[this.probes % better.length]!;
    let settled = false;
    const rest = this.listen();
    this.seen.clear();
    this.probe = this.needs.open[transport](this.position, {
      opened: () => {
        settled = true;
        this.probes = 0;
        this.carrier?.close();
        this.carrier = this.probe;
        this.probe = undefined;
        this.state = { ...this.state, transport };
        rest.opened();
      },
      frame: rest.frame,
      ended: (end) => {
        if (settled) {
          rest.ended(end);
        } else {
          this.probe = undefined;
          this.seen.clear();
          this.armProbe();
        }
      },
    });
  }

  private better(): readonly Transport[] {
    return this.needs.forced ? [] : transports.slice(0, transports.indexOf(this.state.transport));
  }

  private lowest(): boolean {
    return this.needs.forced !== undefined || this.state.transport === 'poll';
  }

  private show(change: Partial<LinkState>): void {
    const { transport } = this.state;
    this.state = { phase: this.state.phase, transport, ...change };
    this.needs.onState(this.state);
  }

  private arm(name: 'retry' | 'proven' | 'probe' | 'ping' | 'pong', wait: number, then: () => void): void {
    this.disarm(name);
    const run = () => {
      this.timers.delete(name);
      then();
    };
    this.timers.set(name, setTimeout(run, wait));
  }

  private disarm(name: 'retry' | 'proven' | 'probe' | 'ping' | 'pong'): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }
}
