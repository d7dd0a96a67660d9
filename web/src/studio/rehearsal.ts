import type { Event, Millis, View } from '../wire/types';
import { Tape } from '../world/tape';

type Place = { kind: 'seat' | 'exit' | 'floor'; id?: string; at: [number, number] };

/** A place to which a ghost could not get, and when it gave up. */
export interface Unreached {
  code: 'unreachable' | 'jam';
  place: Place;
  at: Millis;
}

/** What a crowd of ghosts does in a room, from the time 0 on. */
export interface Rehearsal {
  view: View;
  events: Event[];
  ends: Millis;
  ghosts: number;
  /** How many of each kind were visited. */
  places: Partial<Record<Place['kind'], number>>;
  findings: Unreached[];
}

/** A rehearsal as it is played. */
export class Playback {
  private readonly tape: Tape;
  private findings = 0;

  constructor(readonly rehearsal: Rehearsal) {
    this.tape = new Tape(rehearsal.view, rehearsal.events, 0, rehearsal.ends);
  }

  get view(): View {
    return this.tape.view;
  }

  get now(): Millis {
    return this.tape.now;
  }

  get over(): boolean {
    return this.tape.over;
  }

  /** Goes on for a while. The answer is what is found meanwhile. */
  play(ms: Millis): Unreached[] {
    this.tape.play(ms);
    const { findings } = this.rehearsal;
    const from = this.findings;
    while (this.findings < findings.length && findings[this.findings]!.at <= this.now) this.findings++;
    return findings.slice(from, this.findings);
  }
}
