import { Container } from 'pixi.js';
import { rig } from '../figure/bones';
import type { PersonView, View, VisitorID } from '../wire/types';
import { along } from '../world/geometry';
import type { Anchor, Sight, Touches } from '../world/scene';
import { fromScreen, type Lens, middle, toScreen } from './camera';
import { Cast, type Member, speaking } from './cast';
import { Edges } from './edges';
import { Eye } from './eye';
import { ontoFloor, type Point, toFloor, toPicture } from './floor';
import type { Looks } from './looks';
import type { Paints } from './paint';
import { outlined, personAt, seatAt } from './pick';
import { Ring } from './ring';
import { aim, type Room } from './room';
import { FIGURE_SCALE } from './roomart';
import { Veils } from './veil';

/** Floor units beyond the floor's edge that still count as a click on it. */
const REACH = 70;
/** Milliseconds one's own figure looks at a clicked place. */
const LOOK = 1600;

type Hit =
  | { kind: 'badge' | 'person'; id: VisitorID }
  | { kind: 'seat' | 'exit' | 'work'; id: string }
  | { kind: 'floor'; at: Point };

/** One room being played: its set, its people, where the viewer looks and what a click means. */
export class Play {
  readonly container = new Container();
  readonly cast: Cast;
  private readonly veils = new Veils();
  private readonly edges: Edges;
  private readonly ring: Ring;
  private ownPath: PersonView['path'] | undefined;
  private ownLook: { at: Point; until: number } | undefined;
  private pointer: Point | undefined;

  constructor(
    readonly room: Room,
    looks: Looks,
    paints: Paints,
    private readonly sight: Sight,
    private readonly touches: Touches,
    private lens: Lens,
    readonly eye = new Eye(),
  ) {
    this.cast = new Cast(room, looks, paints);
    this.edges = new Edges(paints);
    this.ring = new Ring(paints);
    room.ground.addChild(this.ring.sprite);
    this.container.addChild(room.world, this.edges.container);
  }

  get anchors(): ReadonlyMap<VisitorID, Anchor> {
    return this.cast.anchors;
  }

  /** Moves everything to now; true while more than breathing goes on. */
  update(view: View, lens: Lens, time: number, ms: number): boolean {
    this.lens = lens;
    const { sight } = this;
    const now = sight.now();
    const look = this.ownLook && time < this.ownLook.until ? this.ownLook.at : undefined;
    const moment = { view, sight, now, ms, lens, gaze: this.eye.gaze, ownLook: look };
    const acting = this.cast.update(moment);
    const own = this.cast.members.get(sight.me() ?? '');
    this.attend(own);
    const moved = this.eye.update(lens, own && followed(own), ms);
    const { gaze } = this.eye;
    aim(this.room.world, [gaze.x, gaze.y], middle(lens), gaze.scale);
    this.room.beyond = !covers(lens, gaze);
    this.room.update(time, sight.reducedMotion(), sight.peopleIn);
    this.place();
    this.ring.update(ms, own && this.goal(own, now));
    this.edges.update(this.unseenSpeakers(now), this.cast.anchors, [lens.width, lens.height - lens.covered], ms);
    return acting || moved || this.ring.busy;
  }

  /** Draws everybody once more as their actors are now, and hides whom the finder hides by now; time stands still. */
  settle(): void {
    this.cast.settle();
    this.place();
  }

  /** The picture's point under a point of the screen, and CSS pixels per picture pixel. */
  under(at: Point): { at: Point; scale: number } {
    const { gaze } = this.eye;
    return { at: fromScreen(this.lens, gaze, at), scale: gaze.scale };
  }

  tap(at: Point, time: number): void {
    const hit = this.hit(at);
    if (!hit) return;
    const look = fromScreen(this.lens, this.eye.gaze, at);
    if (hit.kind !== 'badge') this.ownLook = { at: look, until: time + LOOK };
    if (hit.kind === 'badge') this.turnTo(hit.id);
    else if (hit.kind === 'person') this.touches.onPerson(hit.id, { x: at[0], y: at[1] });
    else if (hit.kind === 'seat') this.touches.onSeat(hit.id);
    else if (hit.kind === 'exit') this.touches.onExit(hit.id);
    else if (hit.kind === 'work') this.touches.onWork(hit.id);
    else if (hit.kind === 'floor') {
      const [x, y] = hit.at;
      this.ring.show(toPicture(this.room.art.origin, x, y), this.touches.onFloor(x, y));
    }
  }

  /** Whether oneself is at a point of the screen. */
  isSelf(at: Point): boolean {
    const hit = this.hit(at);
    return hit?.kind === 'person' && hit.id === this.sight.me();
  }

  doubleTap(): void {
    this.eye.toggleWhole();
  }

  pan(dx: number, dy: number): void {
    this.eye.pan(this.lens, dx, dy);
  }

  pinch(at: Point, factor: number): void {
    this.eye.pinch(this.lens, at, factor);
  }

  hover(at: Point | undefined): void {
    this.pointer = at;
  }

  /** The cursor for what the mouse is over. */
  get cursor(): string {
    const hit = this.pointer && this.hit(this.pointer);
    return hit && hit.kind !== 'floor' ? 'pointer' : 'default';
  }

  destroy(): void {
    this.veils.destroy();
    this.cast.destroy();
    this.edges.destroy();
    this.room.destroy();
    this.container.destroy({ children: true });
  }

  private place(): void {
    const finder = this.sight.finder();
    this.cast.place(this.lens, this.eye.gaze);
    this.veils.update(this.cast.members, finder);
    // What tells the viewer something is not part of the picture.
    this.ring.sprite.renderable = finder === undefined;
    this.edges.container.renderable = finder === undefined;
  }

  private hit(at: Point): Hit | undefined {
    const { lens, room, cast } = this;
    const { gaze } = this.eye;
    const badge = this.edges.at(at);
    if (badge) return { kind: 'badge', id: badge };
    const person = personAt(cast.targets(lens, gaze), at);
    if (person) return { kind: 'person', id: person };
    const picture = fromScreen(lens, gaze, at);
    const taken = new Set([...cast.members.values()].flatMap(({ person: { seat } }) => (seat ? [seat] : [])));
    const seat = seatAt(room.art.seats, room.boxes, room.art.origin, taken, picture, gaze.scale);
    if (seat) return { kind: 'seat', id: seat.id };
    const exit = outlined(room.art.exits, picture);
    if (exit) return { kind: 'exit', id: exit.id };
    const work = outlined(room.art.works, picture);
    if (work) return { kind: 'work', id: work.id };
    const floor = ontoFloor(room.art.floor, toFloor(room.art.origin, picture[0], picture[1]), REACH);
    return floor && { kind: 'floor', at: [Math.round(floor[0]), Math.round(floor[1])] };
  }

  /** A new walk of one's own brings the camera back, and ends the look at a click. */
  private attend(own: Member | undefined): void {
    if (own?.person.path === this.ownPath) return;
    this.ownPath = own?.person.path;
    this.eye.follow();
  }

  private goal(own: Member, now: number): Point | undefined {
    const { path } = own.person;
    const last = path[path.length - 1]!;
    const { speed } = along(path, now);
    return speed[0] === 0 && speed[1] === 0 ? undefined : toPicture(this.room.art.origin, last[0], last[1]);
  }

  private unseenSpeakers(now: number): Member[] {
    return [...this.cast.members.values()].filter(({ person, actor }) => {
      const spoke = this.sight.mark(person.id)?.spoke;
      return spoke && speaking(spoke, now) && this.faceIsOutside(actor.root);
    });
  }

  private faceIsOutside(root: Point): boolean {
    const [x, y] = toScreen(this.lens, this.eye.gaze, [root[0], root[1] - 100]);
    return x < 0 || y < 0 || x > this.lens.width || y > this.lens.height - this.lens.covered;
  }

  private turnTo(id: VisitorID): void {
    const member = this.cast.members.get(id);
    if (member) this.eye.turn(member.actor.root);
  }
}

const followed = ({ actor, figure }: Member) => ({
  foot: actor.root,
  crown: (rig.foot[1] - figure.crown(actor)) * FIGURE_SCALE,
});

/** True where the picture lies under the whole element. */
function covers(lens: Lens, gaze: { x: number; y: number; scale: number }): boolean {
  const [left, top] = toScreen(lens, gaze, [0, 0]);
  const [right, bottom] = toScreen(lens, gaze, lens.picture);
  return left <= 0.5 && top <= 0.5 && right >= lens.width - 0.5 && bottom >= lens.height - 0.5;
}
