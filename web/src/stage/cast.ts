import { rig } from '../figure/bones';
import type { PersonView, View, VisitorID } from '../wire/types';
import type { Anchor, Mark, Sight, Standing } from '../world/scene';
import { Actor } from './actor';
import { Air } from './air';
import { anchorOf, sameAnchor, targetOf } from './anchor';
import type { Gaze, Lens } from './camera';
import { down, gaps, type Rect } from './depth';
import { Figure } from './figure';
import type { Point } from './floor';
import type { Looks } from './looks';
import type { Paints } from './paint';
import type { Target } from './pick';
import { inGroup, type Room, zOfGroup, zOfWalker } from './room';
import { FIGURE_SCALE, type Seat } from './roomart';
import { speech } from './talk';

/** Floor units within which heads turn to a speaker, and how long after the mouth has closed they stay. */
const HEARING = 330;
const ATTENTION = 900;

export interface Member {
  person: PersonView;
  actor: Actor;
  figure: Figure;
  order: number;
}

/** What one frame of the cast is made of. */
export interface Moment {
  view: View;
  sight: Sight;
  now: number;
  ms: number;
  lens: Lens;
  gaze: Gaze;
  /** A picture point one's own figure looks at, right after a click. */
  ownLook: Point | undefined;
}

interface Voice {
  who: VisitorID;
  at: Point;
  floor: Point;
  since: number;
}

/** The people on the stage: who came, moved and left is found by comparing views; what they made is destroyed with them. */
export class Cast {
  readonly members = new Map<VisitorID, Member>();
  private readonly ghosts: Member[] = [];
  private readonly anchorsNow = new Map<VisitorID, Anchor>();
  private readonly seats: Map<string, Seat>;
  private readonly air: Air;
  private seen: View | undefined;
  private gaze: Gaze = { x: 0, y: 0, scale: 1 };

  constructor(
    private readonly room: Room,
    private readonly looks: Looks,
    private readonly paints: Paints,
  ) {
    this.seats = new Map(room.art.seats.map((seat) => [seat.id, seat]));
    this.air = new Air(room.air, paints);
    const [x, y, w, h] = room.art.frame;
    this.gaze = { x: x + w / 2, y: y + h / 2, scale: 1 };
  }

  get anchors(): ReadonlyMap<VisitorID, Anchor> {
    return this.anchorsNow;
  }

  /** Moves everybody to this moment; true while somebody does more than breathe. */
  update(moment: Moment): boolean {
    const { view, ms } = moment;
    this.gaze = moment.gaze;
    if (view !== this.seen) this.compare(view, moment);
    const voices = this.voices(moment);
    let busy = false;
    for (const member of this.members.values()) busy = this.act(member, moment, voices) || busy;
    for (const ghost of [...this.ghosts]) {
      busy = true;
      ghost.figure.update(ghost.actor, ms);
      if (ghost.figure.gone) this.bury(ghost);
    }
    this.order();
    const flying = this.air.update(moment.now, moment.sight.reducedMotion());
    return busy || flying || voices.length > 0;
  }

  /** Where everybody is on the screen; an anchor that did not change is the same object. */
  place(lens: Lens, gaze: Gaze): void {
    for (const [id, member] of this.members) {
      const fresh = anchorOf(member.actor, member.figure.crown(member.actor), lens, gaze);
      const known = this.anchorsNow.get(id);
      if (!known || !sameAnchor(known, fresh)) this.anchorsNow.set(id, fresh);
      member.figure.container.visible = fresh.visible;
    }
  }

  /** Everybody on the screen is fully shown in what they wear now. */
  get clothed(): boolean {
    return [...this.members].every(([who, { figure }]) => figure.clothed || !this.anchorsNow.get(who)?.visible);
  }

  /** Draws everybody as their actors are now; time stands still. */
  settle(): void {
    for (const { actor, figure } of this.members.values()) figure.update(actor, 0);
  }

  /** What stands in the room as it is drawn now, back to front. */
  standing(): Standing[] {
    const { middle, standing } = this.room;
    const figures = new Map<unknown, Member>([...this.members.values()].map((one) => [one.figure.container, one]));
    const groups = new Map<unknown, string>(standing.map(({ container, group }) => [container, group.id]));
    const somebody = ({ person, actor }: Member): Standing => {
      const sits = actor.inSeat && { sits: actor.inSeat.group };
      return { who: person.id, at: [...actor.floor], root: [...actor.root], ...sits };
    };
    middle.sortChildren();
    return middle.children.flatMap((child): Standing[] => {
      const alone = figures.get(child);
      if (alone) return [somebody(alone)];
      const group = groups.get(child);
      if (group === undefined) return [];
      child.sortChildren();
      return child.children.map((part) => {
        const sitter = figures.get(part);
        return sitter ? somebody(sitter) : { group, layer: part.zIndex === inGroup.front ? 'front' : 'back' };
      });
    });
  }

  /** Everybody as something to click, back to front. */
  targets(lens: Lens, gaze: Gaze): Target[] {
    return [...this.members.values()]
      .sort((a, b) => a.order - b.order)
      .map(({ person, actor, figure }) => targetOf(person.id, actor, figure.crown(actor), lens, gaze));
  }

  destroy(): void {
    for (const member of [...this.members.values(), ...this.ghosts]) member.figure.destroy();
    this.members.clear();
    this.ghosts.length = 0;
    this.anchorsNow.clear();
  }

  private compare(view: View, moment: Moment): void {
    const present = new Set<VisitorID>();
    for (const person of view.people) {
      present.add(person.id);
      const member = this.members.get(person.id);
      if (!member) this.enter(person, moment);
      else if (member.person !== person) {
        member.person = person;
        member.figure.wear(person.outfit);
      }
    }
    for (const [id, member] of this.members) {
      if (present.has(id)) continue;
      this.members.delete(id);
      this.anchorsNow.delete(id);
      this.air.leave(id);
      member.figure.leave();
      this.ghosts.push(member);
    }
    this.seen = view;
  }

  private enter(person: PersonView, { now }: Moment): void {
    const actor = new Actor(person, { origin: this.room.art.origin, now, seat: this.seatOf(person) });
    const distance = () => Math.hypot(actor.root[0] - this.gaze.x, actor.root[1] - this.gaze.y);
    const figure = new Figure(this.looks, this.paints, person.outfit, distance);
    this.room.ground.addChild(figure.shadow);
    this.room.middle.addChild(figure.container);
    this.members.set(person.id, { person, actor, figure, order: 0 });
  }

  private act(member: Member, moment: Moment, voices: Voice[]): boolean {
    const { sight, now, ms } = moment;
    const { person, actor, figure } = member;
    const mark = sight.mark(person.id);
    const own = person.id === sight.me() ? moment.ownLook : undefined;
    const seat = this.seatOf(person);
    figure.dress();
    actor.update(person, {
      origin: this.room.art.origin,
      now,
      ms,
      seat,
      mark,
      look: own ?? attention(person.id, actor, voices),
      holds: figure.holds,
      still: sight.reducedMotion(),
    });
    const parent = this.parentOf(actor.inSeat);
    if (figure.container.parent !== parent) parent.addChild(figure.container);
    figure.tint = this.room.tint;
    const fading = figure.update(actor, ms);
    const crown: Point = [actor.root[0], actor.root[1] - (rig.foot[1] - figure.crown(actor)) * FIGURE_SCALE];
    const side = actor.mirror ? -1 : 1;
    const below = { person, mark, walking: actor.walking, root: actor.root, crown, side };
    this.air.over(below, now, ms, sight.reducedMotion());
    const sitting = actor.seated > 0 && actor.seated < 1;
    return fading || sitting || actor.active;
  }

  private parentOf(seat: Seat | undefined) {
    const group = seat && this.room.standing.find((one) => one.group.id === seat.group);
    return group ? group.container : this.room.middle;
  }

  /** Walkers go between the furniture by their foot points; sitters are between their seat's pieces already. */
  private order(): void {
    const walking: Member[] = [];
    for (const member of [...this.members.values(), ...this.ghosts]) {
      if (member.figure.container.parent === this.room.middle) walking.push(member);
      else {
        member.figure.container.zIndex = inGroup.sitter;
        member.order = zOfGroup(
          this.room.standing.findIndex((one) => one.container === member.figure.container.parent),
        );
      }
    }
    const walkers = walking.map(({ actor }) => ({ at: actor.floor, frame: frameOf(actor) }));
    const found = gaps(
      this.room.standing.map(({ group }) => group),
      walkers,
    );
    const ranked = walking.map((_, i) => i).sort((a, b) => down(walkers[a]!) - down(walkers[b]!));
    ranked.forEach((index, rank) => {
      const member = walking[index]!;
      member.order = zOfWalker(found[index]!, rank);
      member.figure.container.zIndex = member.order;
    });
  }

  private voices({ sight, now }: Moment): Voice[] {
    const voices: Voice[] = [];
    for (const [who, { actor }] of this.members) {
      const spoke = sight.mark(who)?.spoke;
      if (spoke && speaking(spoke, now)) {
        voices.push({ who, at: [actor.root[0], actor.root[1] - 90], floor: actor.floor, since: spoke.at });
      }
    }
    return voices;
  }

  private seatOf(person: PersonView): Seat | undefined {
    return person.seat === undefined ? undefined : this.seats.get(person.seat);
  }

  private bury(ghost: Member): void {
    ghost.figure.destroy();
    this.ghosts.splice(this.ghosts.indexOf(ghost), 1);
  }
}

/** Somebody speaks, or has just finished. */
export const speaking = (spoke: NonNullable<Mark['spoke']>, now: number): boolean =>
  now < spoke.at + speech(spoke.length) + ATTENTION;

/** The newest voice within hearing, as a point to look at from one's own face. */
function attention(id: VisitorID, actor: Actor, voices: readonly Voice[]): Point | undefined {
  let newest: Voice | undefined;
  for (const voice of voices) {
    const near = Math.hypot(voice.floor[0] - actor.floor[0], voice.floor[1] - actor.floor[1]) <= HEARING;
    if (voice.who !== id && near && (!newest || voice.since > newest.since)) newest = voice;
  }
  return newest && [newest.at[0], newest.at[1] + 90];
}

const frameOf = (actor: Actor): Rect => [actor.root[0] - 38, actor.root[1] - 146, 76, 150];
