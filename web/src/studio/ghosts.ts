import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Point, toPicture } from '../stage/floor';
import type { Event, Millis, View } from '../wire/types';
import type { Scene } from '../world/scene';
import { compare } from './depth';
import type { Desk, Room } from './desk';
import type { Drawn } from './drawn';
import type { Pin } from './marks';
import { Playback, type Rehearsal, type Unreached } from './rehearsal';

/** The crowd walks so fast; between two frames that are compared it never goes on for longer than that. */
const speed = 2;
const longest = 100;
/** The same fault nearer than that to where it was seen before is no other, floor units; it is shown at so many places. */
const apart = 48;
const most = 12;
/** What is seen of a fault, CSS pixels. */
const picture = { width: 176, height: 132 };

/** Something wrong, and where it was seen. */
export interface Found {
  code: Unreached['code'] | 'order';
  /** Of the place that could not be reached, or furniture where the order is wrong; people otherwise. */
  kind: 'seat' | 'exit' | 'floor' | 'furniture' | 'people';
  id: string;
  spots: Point[];
  /** As it looked at the first of them. */
  picture: HTMLCanvasElement;
}

/** How far the crowd is. */
export interface Progress {
  /** 0 to 1. */
  done: number;
  /** How many frames were compared, and how many pairs of what meets in them. */
  frames: number;
  pairs: number;
}

/** What a frame is compared with. */
interface Frame {
  scene: Scene;
  art: Drawn;
  canvas: HTMLCanvasElement;
}

/** The crowd of ghosts in one drawing of a room: the server says where they go, and here it is seen how that looks. */
export class Ghosts {
  readonly found: Signal<readonly Found[]> = signal([]);
  readonly progress: Signal<Progress> = signal({ done: 0, frames: 0, pairs: 0 });
  /** Where each was seen, by its number in the list. */
  readonly pins: ReadonlySignal<readonly Pin[]> = computed(() =>
    this.found.value.flatMap(({ spots }, i) => spots.map((at) => ({ at, number: i + 1 }))),
  );
  private readonly playback: Playback;
  private drawnAt: number | undefined;

  constructor(readonly rehearsal: Rehearsal) {
    this.playback = new Playback(rehearsal);
  }

  /** Asks for what they do in a room, dressed in the ready-made outfits. */
  static async of({ id }: Room, desk: Desk, cancelled: AbortSignal): Promise<Ghosts> {
    const answer = await fetch(`rooms/${id}/rehearsal`, { signal: cancelled });
    if (!answer.ok) throw new Error(`No rehearsal of ${id}: ${await answer.text()}`);
    const rehearsal = (await answer.json()) as Rehearsal;
    const worn = desk.readyMade();
    const dressed = (e: Event): Event => (e.type === 'entered' ? { ...e, outfit: worn.get(e.outfit) ?? e.outfit } : e);
    return new Ghosts({ ...rehearsal, events: rehearsal.events.map(dressed) });
  }

  get view(): View {
    return this.playback.view;
  }

  /** Room time. */
  get now(): Millis {
    return this.playback.now;
  }

  /** Compares what was just drawn, and goes on. */
  frame(drawn: Frame, time: number): void {
    const { playback } = this;
    if (playback.over) return;
    const { pairs, misplaced } = compare(drawn.scene.standing(), drawn.art);
    for (const { at, group } of misplaced) {
      this.note(drawn, 'order', group === undefined ? 'people' : 'furniture', group ?? '', at);
    }
    const ms = Math.min((time - (this.drawnAt ?? time)) * speed, longest);
    this.drawnAt = time;
    for (const { code, place } of playback.play(ms)) this.note(drawn, code, place.kind, place.id ?? '', place.at);
    const before = this.progress.peek();
    const done = playback.now / this.rehearsal.ends;
    this.progress.value = { done, frames: before.frames + 1, pairs: before.pairs + pairs };
  }

  private note(drawn: Frame, code: Found['code'], kind: Found['kind'], id: string, at: Point): void {
    const all = this.found.peek();
    const known = all.find((one) => one.code === code && one.kind === kind && one.id === id);
    if (!known) {
      this.found.value = [...all, { code, kind, id, spots: [at], picture: pictureOf(drawn, at) }];
      return;
    }
    const near = known.spots.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < apart);
    if (near || known.spots.length >= most) return;
    this.found.value = all.map((one) => (one === known ? { ...known, spots: [...known.spots, at] } : one));
  }
}

/** What is seen around a point of the floor, as the scene has just drawn it. */
function pictureOf({ scene, art, canvas }: Frame, at: Point): HTMLCanvasElement {
  const [x, y] = toPicture(art.origin, at[0], at[1]);
  const lie = scene.lie()!;
  const fine = canvas.width / canvas.clientWidth;
  const cut = Object.assign(document.createElement('canvas'), {
    width: picture.width * fine,
    height: picture.height * fine,
  });
  const left = (lie.x + x * lie.scale - picture.width / 2) * fine;
  const top = (lie.y + y * lie.scale - picture.height * 0.7) * fine;
  cut.getContext('2d')!.drawImage(canvas, -left, -top);
  return cut;
}
