import { Container, Sprite, type Texture } from 'pixi.js';
import type { VisitorID } from '../wire/types';
import type { Anchor, Box } from '../world/scene';
import { berth, boxAround } from './berth';
import type { Member } from './cast';
import type { Point } from './floor';
import { portrait } from './looks';
import { BADGE, type Paints } from './paint';
import { texture } from './raster';

const FACE = 46;
const FADE = 180;

interface Badge {
  container: Container;
  frame: Sprite;
  face: Sprite | undefined;
  texture: Texture | undefined;
  shown: boolean;
}

/** Round faces at the edge of the picture, pointing to somebody who speaks outside it. */
export class Edges {
  readonly container = new Container();
  private readonly badges = new Map<VisitorID, Badge>();

  constructor(private readonly paints: Paints) {}

  /** One frame: `speakers` speak and are not in sight; `seen` is the uncovered size of the element. */
  update(speakers: readonly Member[], anchors: ReadonlyMap<VisitorID, Anchor>, seen: Point, ms: number): void {
    for (const badge of this.badges.values()) badge.shown = false;
    const taken = [...anchors.values()].filter((a) => a.visible).map((a) => a.face);
    for (const member of speakers) {
      const anchor = anchors.get(member.person.id);
      if (anchor) taken.push(this.show(member, anchor, seen, taken));
    }
    for (const [id, badge] of this.badges) {
      badge.container.alpha += ((badge.shown ? 1 : -1) * ms) / FADE;
      badge.container.alpha = Math.min(1, badge.container.alpha);
      if (badge.container.alpha <= 0) this.drop(id, badge);
    }
  }

  /** Whose badge is under a point. */
  at(point: Point): VisitorID | undefined {
    for (const [id, { container }] of this.badges) {
      if (Math.hypot(container.x - point[0], container.y - point[1]) < BADGE / 2) return id;
    }
    return undefined;
  }

  destroy(): void {
    for (const [id, badge] of this.badges) this.drop(id, badge);
    this.container.destroy({ children: true });
  }

  /** Shows somebody's badge; the answer is the box it takes. */
  private show(member: Member, anchor: Anchor, seen: Point, taken: readonly Box[]): Box {
    const badge = this.badges.get(member.person.id) ?? this.make(member.person.id);
    badge.shown = true;
    const dressed = member.figure.dressed;
    if (!badge.face && dressed) {
      badge.texture = texture(portrait(dressed, FACE * 2), true);
      badge.face = new Sprite({ texture: badge.texture, anchor: 0.5, width: FACE, height: FACE });
      badge.container.addChild(badge.face);
    }
    const { face } = anchor;
    const goal: Point = [face.x + face.w / 2, face.y + face.h / 2];
    const [x, y] = berth(goal, seen, taken, BADGE);
    badge.container.position.set(x, y);
    badge.frame.rotation = Math.atan2(goal[1] - y, goal[0] - x);
    return boxAround([x, y], BADGE);
  }

  private make(id: VisitorID): Badge {
    const container = new Container({ alpha: 0 });
    const frame = new Sprite({ texture: this.paints.badge, anchor: 0.5, width: BADGE * 2, height: BADGE * 2 });
    container.addChild(frame);
    this.container.addChild(container);
    const badge = { container, frame, face: undefined, texture: undefined, shown: true };
    this.badges.set(id, badge);
    return badge;
  }

  private drop(id: VisitorID, badge: Badge): void {
    badge.container.destroy({ children: true });
    badge.texture?.destroy(true);
    this.badges.delete(id);
  }
}
