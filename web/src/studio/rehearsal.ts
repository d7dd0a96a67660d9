import type { Event, Millis, View } from '../wire/types';
import { apply } from '../world/reduce';

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
  now: Millis = 0;
  view: View;
  private events = 0;
  private findings = 0;

  constructor(readonly rehearsal: Rehearsal) {
    this.view = rehearsal.view;
  }

  get over(): boolean {
    return this.now >= this.rehearsal.ends;
  }

  /** Goes on for a while. The answer is what is found meanwhile. */
  play(ms: Millis): Unreached[] {
    const { events, findings, ends } = this.rehearsal;
    this.now = Math.min(this.now + ms, ends);
    for (; this.events < events.length && events[this.events]!.at <= this.now; this.events++) {
      this.view = apply(this.view, events[this.events]!);
    }
    const from = this.findings;
    while (this.findings < findings.length && findings[this.findings]!.at <= this.now) this.findings++;
    return findings.slice(from, this.findings);
  }
}
