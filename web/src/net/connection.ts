import type { Action, Answer, Command, Frame, Momentary, Position, RoomID, VisitorID } from '../wire/types';
import type { Api } from './api';
import type { Transport } from './carrier';
import type { Clock } from './clock';
import { Commands } from './commands';
import { Link, type LinkState } from './link';
import { openPoll } from './poll';
import { openSocket } from './socket';
import { openStream } from './stream';

/** What a connection tells. */
export interface Hearing {
  onFrame(frame: Frame): void;
  onState(state: LinkState): void;
}

/** One room, up and down: its events, and the commands for it. */
export class Connection {
  private readonly link: Link;
  private readonly commands: Commands;

  constructor(
    private readonly api: Api,
    clock: Clock,
    readonly room: RoomID,
    forced: Transport | undefined,
    hearing: Hearing,
  ) {
    const path = `/api/v1/rooms/${room}`;
    const socket = `${location.origin.replace(/^http/, 'ws')}${path}/socket`;
    this.link = new Link({
      open: {
        ws: (since, listener) => openSocket((url) => new WebSocket(url), socket, since, listener),
        sse: (since, listener) => openStream(api, `${path}/events`, since, listener),
        poll: (since, listener) => openPoll(api, path, since, listener),
      },
      check: (since, listener) => openPoll(api, path, since, listener, true),
      ...(forced && { forced }),
      online: () => navigator.onLine,
      random: Math.random,
      local: () => clock.local(),
      onFrame: hearing.onFrame,
      onReply: (reply) => this.commands.answer(reply),
      onTime: (at, sent, received) => clock.observe(at, sent, received),
      onState: (state) => {
        if (state.phase !== 'live') this.commands.dropped();
        hearing.onState(state);
      },
    });
    const ways = {
      send: (frame: Command) => this.link.send(frame),
      post: (command: Command) => api.command(room, command),
      newId,
    };
    this.commands = new Commands(ways, api.lanes);
  }

  start(since?: Position): void {
    this.link.start(since);
  }

  stop(): void {
    this.commands.stop();
    this.link.stop();
  }

  wake(): void {
    this.link.wake();
  }

  do(action: Action): Promise<Answer> {
    return this.commands.do(action);
  }

  /** For a task that has the exclusive lane. */
  alone(action: Action): Promise<Answer> {
    return this.commands.alone(action);
  }

  /** Tells the others that one is writing. */
  typing(to: VisitorID | undefined): void {
    this.tell({ id: newId(), type: 'typing', ...(to && { to }) });
  }

  /** Asks the others, who have not said yet, whether they may be in a photo. */
  photograph(): void {
    this.tell({ id: newId(), type: 'photograph' });
  }

  /** If it is lost, nothing is. */
  private tell(signal: Momentary): void {
    if (!this.link.send(signal)) this.api.command(this.room, signal).catch(() => undefined);
  }
}

/** A command's id: 96 random bits. (randomUUID wants TLS, and a street may live on a plain address.) */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
