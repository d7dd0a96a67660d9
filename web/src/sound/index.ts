import type { Event, Millis, RoomID, View, VisitorID } from '../wire/types';
import { along, contains } from '../world/geometry';
import type { Places } from '../world/scene';
import { ambiences } from './ambience';
import { type Short, shorts, steps } from './shorts';
import { type Place, Synth } from './synth';

/** What there is to hear. */
export interface Hearing {
  view(): View | undefined;
  me(): VisitorID | undefined;
  /** Room time. */
  now(): Millis;
  /** The room one is in, undefined while there is none. */
  places(): Places | undefined;
}

/** Floor units at which something is half as loud, and beyond which steps are not heard. */
const halfAt = 260;
const earshot = 420;
/** Floor units to the side that are all the way to the side. */
const wide = 520;
/** Floor units of a step, and how many are heard at the same time. */
const stride = 42;
const mostWalkers = 5;
/** Steps are looked for so often, milliseconds. */
const period = 50;
/** How loud what happens, steps and what goes on are beside each other. */
const mix = { shorts: 1.1, steps: 2, ambience: 0.9 };
/** Seconds in which a room's sounds come and go. */
const fade = 0.8;

/** The gestures that are heard. */
const gestures = ['wave', 'clap', 'giggle', 'cheer'] as const satisfies readonly Short[];

/** Something of a room that goes on. */
interface Going {
  at: readonly [number, number];
  volume: number;
  gain: GainNode;
  pan: StereoPannerNode;
  end: () => void;
}

/** A room as it is heard by whoever stands in it. All of it is made here while it is heard. */
export class Sound {
  private readonly synth: Synth;
  private readonly master: GainNode;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly walked = new Map<VisitorID, { path: unknown; steps: number }>();
  private going: Going[] = [];
  private places: Places | undefined;
  private room: RoomID | undefined;

  constructor(
    private readonly context: AudioContext,
    private readonly hearing: Hearing,
  ) {
    this.synth = new Synth(context);
    this.master = new GainNode(context, { gain: 0 });
    // Where many speak at once nothing gets louder than that.
    const limiter = new DynamicsCompressorNode(context, { threshold: -14, ratio: 12, attack: 0.003, release: 0.2 });
    this.master.connect(limiter).connect(context.destination);
    this.timer = setInterval(() => this.tick(), period);
    this.tick();
  }

  /** How loud all of it is, 0 to 100. */
  set volume(percent: number) {
    // Loudness is felt as a power.
    this.master.gain.setTargetAtTime((percent / 100) ** 2, this.context.currentTime, 0.05);
  }

  /** What just happened, as it sounds. */
  happened(event: Event): void {
    const short = this.shortOf(event);
    // Whoever only looks through the door hears nothing.
    if (!short || !this.places) return;
    const who = 'who' in event && typeof event.who === 'string' ? event.who : undefined;
    const place = who === undefined ? undefined : this.placeOf(who);
    this.play(short, place ?? { gain: 0.6, pan: 0 });
  }

  destroy(): void {
    clearInterval(this.timer);
    this.leave();
    void this.context.close();
  }

  private play(short: Short, { gain, pan }: Place): void {
    if (this.context.state !== 'running') return;
    this.synth.play(shorts[short], { gain: gain * mix.shorts, pan }, this.master);
  }

  private shortOf(event: Event): Short | undefined {
    const own = 'who' in event && event.who === this.hearing.me();
    switch (event.type) {
      case 'said':
        return own ? 'own' : 'said';
      case 'whispered':
        return own ? 'own' : 'whispered';
      case 'entered':
      case 'left':
        return own ? undefined : event.type;
      case 'stood':
      case 'dressed':
        return event.type;
      case 'expressed':
        return gestures.find((one) => one === event.name);
      default:
        return undefined;
    }
  }

  private tick(): void {
    const places = this.hearing.places();
    if (places !== this.places) {
      this.places = places;
      this.leave();
      if (places) this.enter(places);
    }
    if (this.context.state !== 'running' || !places) return;
    this.walk();
    for (const one of this.going) {
      const { gain, pan } = this.heard(one.at);
      one.gain.gain.setTargetAtTime((gain * one.volume * mix.ambience) / 100, this.context.currentTime, 0.25);
      one.pan.pan.setTargetAtTime(pan, this.context.currentTime, 0.25);
    }
  }

  private enter({ sounds }: Places): void {
    // A room that is drawn anew is no other one.
    const room = this.hearing.view()?.room.id;
    if (this.room !== undefined && room !== this.room) this.play('door', { gain: 0.7, pan: 0 });
    this.room = room;
    for (const { kind, at, volume } of sounds) {
      const begin = ambiences[kind];
      if (!begin) continue; // from a newer street
      const gain = new GainNode(this.context, { gain: 0 });
      const pan = new StereoPannerNode(this.context);
      gain.connect(pan).connect(this.master);
      this.going.push({ at, volume, gain, pan, end: begin(this.synth, gain) });
    }
  }

  private leave(): void {
    for (const { gain, pan, end } of this.going) {
      gain.gain.cancelScheduledValues(this.context.currentTime);
      gain.gain.setTargetAtTime(0, this.context.currentTime, fade / 4);
      setTimeout(() => {
        end();
        pan.disconnect();
      }, fade * 1000);
    }
    this.going = [];
    this.walked.clear();
  }

  /** Steps of those who walk nearby, and the cushion of whoever has arrived on a seat. */
  private walk(): void {
    const { now, view } = this.hearing;
    let walkers = 0;
    for (const { id, path, seat } of view()?.people ?? []) {
      const before = this.walked.get(id);
      const arrival = path.at(-1)![2];
      if (before?.path !== path) {
        // Whoever is found here has been here.
        const steps = now() >= arrival ? Number.POSITIVE_INFINITY : 0;
        this.walked.set(id, { path, steps });
        continue;
      }
      if (before.steps === Number.POSITIVE_INFINITY) continue;
      if (now() >= arrival) {
        before.steps = Number.POSITIVE_INFINITY;
        if (seat !== undefined) this.play('sat', this.placeOf(id) ?? { gain: 0, pan: 0 });
        continue;
      }
      const { at } = along(path, now());
      const place = this.heard(at);
      const done = Math.floor(lengthUntil(path, now()) / stride);
      if (done <= before.steps) continue;
      before.steps = done;
      if (this.distance(at) > earshot || walkers >= mostWalkers) continue;
      walkers++;
      this.synth.play(this.floorAt(at), { ...place, gain: place.gain * mix.steps }, this.master);
    }
  }

  private floorAt(at: readonly [number, number]) {
    const { grounds, step } = this.places!;
    // What lies over something else is drawn later.
    const ground = grounds.findLast(({ polygon }) => contains(polygon, at));
    return steps[ground?.step ?? step] ?? steps.wood!;
  }

  private placeOf(who: VisitorID): Place | undefined {
    const person = this.hearing.view()?.people.find(({ id }) => id === who);
    return person && this.heard(along(person.path, this.hearing.now()).at);
  }

  /** How something at a place is heard from where one is oneself. */
  private heard(at: readonly [number, number]): Place {
    const away = this.distance(at);
    const own = this.own();
    const aside = own ? at[0] - at[1] - (own[0] - own[1]) : 0;
    return { gain: 1 / (1 + (away / halfAt) ** 2), pan: Math.max(-0.8, Math.min(aside / wide, 0.8)) };
  }

  private distance(at: readonly [number, number]): number {
    const own = this.own();
    return own ? Math.hypot(at[0] - own[0], at[1] - own[1]) : 0;
  }

  private own(): readonly [number, number] | undefined {
    const { view, me, now } = this.hearing;
    const self = view()?.people.find(({ id }) => id === me());
    return self && along(self.path, now()).at;
  }
}

/** Floor units of a path that are behind somebody at an instant. */
function lengthUntil(path: readonly (readonly [number, number, Millis])[], now: Millis): number {
  let length = 0;
  for (let i = 1; i < path.length; i++) {
    const [ax, ay, from] = path[i - 1]!;
    const [bx, by, to] = path[i]!;
    const part = Math.min(Math.max((now - from) / (to - from), 0), 1);
    length += Math.hypot(bx - ax, by - ay) * part;
  }
  return length;
}
