import { Container, Mesh, MeshGeometry, Sprite } from 'pixi.js';
import { rig } from '../figure/bones';
import { type Above, paintOrder } from '../figure/planes';
import type { ViewName } from '../figure/rig';
import { type Frame, frameOf } from '../figure/sheet';
import type { Actor } from './actor';
import { type Look, type Looks, quads } from './looks';
import { type Paints, SILHOUETTE_SCALE } from './paint';
import { FIGURE_SCALE } from './roomart';

/** Milliseconds from silhouette to figure, and of coming and going. */
const REVEAL = 150;
const FADE = 280;

/** A dressed figure: one mesh of quads, one texture, moved by the actor's bones. */
class Body {
  readonly mesh: Mesh;
  private readonly geometry: MeshGeometry;
  private readonly shown: (Frame | null)[] = [];
  private readonly positions: Float32Array;
  private readonly uvs: Float32Array;
  /** The order of painting, for every way in which poses lift planes. */
  private readonly orders = { front: new Map<Above, number[]>(), back: new Map<Above, number[]>() };

  constructor(readonly look: Look) {
    const count = quads(look.dressed!.sheet);
    this.positions = new Float32Array(count * 8);
    this.uvs = new Float32Array(count * 8);
    const indices = new Uint32Array(count * 6);
    for (let i = 0; i < count; i++)
      indices.set(
        [0, 1, 2, 0, 2, 3].map((corner) => corner + i * 4),
        i * 6,
      );
    this.geometry = new MeshGeometry({ positions: this.positions, uvs: this.uvs, indices });
    this.geometry.batchMode = 'no-batch';
    this.mesh = new Mesh({ geometry: this.geometry, texture: look.dressed!.texture });
  }

  draw(actor: Actor): void {
    const { sheet, bones } = this.look.dressed!;
    const { view, face } = actor;
    const { variants, planes, above } = actor.guise;
    const draws = sheet.views[view];
    const order = this.order(view, above);
    const matrices = actor.bones[view];
    const { positions } = this;
    const [footX, footY] = rig.foot;
    let changed = false;
    for (let i = 0; i * 8 < positions.length; i++) {
      const draw = draws[order[i]!];
      const frame = draw ? frameOf(draw, face, variants, planes) : null;
      if (this.shown[i] !== frame) {
        this.shown[i] = frame;
        changed = true;
        if (frame) this.cut(i, frame, sheet.width, sheet.height);
        else positions.fill(0, i * 8, i * 8 + 8);
      }
      if (!frame) continue;
      const m = matrices[bones[view][order[i]!]!]!;
      const x = m.a * frame[4] + m.c * frame[5] + m.tx - footX;
      const y = m.b * frame[4] + m.d * frame[5] + m.ty - footY;
      const [ax, ay, cx, cy] = [m.a * frame[2], m.b * frame[2], m.c * frame[3], m.d * frame[3]];
      const at = i * 8;
      positions[at] = x;
      positions[at + 1] = y;
      positions[at + 2] = x + ax;
      positions[at + 3] = y + ay;
      positions[at + 4] = x + ax + cx;
      positions[at + 5] = y + ay + cy;
      positions[at + 6] = x + cx;
      positions[at + 7] = y + cy;
    }
    this.geometry.getBuffer('aPosition').update();
    if (changed) this.geometry.getBuffer('aUV').update();
  }

  private order(view: ViewName, above: Above): number[] {
    let order = this.orders[view].get(above);
    if (!order) {
      order = paintOrder(this.look.dressed!.sheet.views[view], view, above);
      this.orders[view].set(above, order);
    }
    return order;
  }

  private cut(i: number, [x, y, w, h]: Frame, width: number, height: number): void {
    const left = x / width;
    const right = (x + w) / width;
    const top = y / height;
    const bottom = (y + h) / height;
    this.uvs.set([left, top, right, top, right, bottom, left, bottom], i * 8);
  }

  destroy(): void {
    this.mesh.destroy();
    this.geometry.destroy(true);
  }
}

/** What is drawn of one person: a shadow on the floor, a silhouette until the outfit is there, and the figure. */
export class Figure {
  readonly container = new Container();
  readonly shadow: Sprite;
  private readonly silhouette: Sprite;
  private look: Look;
  private next: Look | undefined;
  private body: Body | undefined;
  private revealed = 0;
  private presence = 0;
  private going = false;
  /** What the room's light does to colours. */
  tint = '#ffffff';

  constructor(
    private readonly looks: Looks,
    paints: Paints,
    hash: string,
    private readonly distance: () => number,
  ) {
    this.look = looks.take(hash, distance);
    this.shadow = new Sprite({ texture: paints.shadow, anchor: 0.5, alpha: 0, width: 64, height: 32 });
    this.silhouette = new Sprite({ texture: paints.silhouette, tint: shade(hash), scale: 1 / SILHOUETTE_SCALE });
    this.silhouette.position.set(-rig.foot[0], -rig.foot[1]);
    this.container.addChild(this.silhouette);
  }

  get gone(): boolean {
    return this.going && this.presence <= 0;
  }

  get dressed(): Look['dressed'] {
    return this.body?.look.dressed;
  }

  /** Fully shown in what is worn now. */
  get clothed(): boolean {
    return this.revealed === 1 && this.next === undefined;
  }

  /** Something is in the hand. */
  get holds(): boolean {
    return this.dressed?.holds ?? false;
  }

  /** Canvas units from the top of the canvas to the top of the head. */
  crown(actor: Actor): number {
    return this.dressed?.crown[actor.view] ?? 40;
  }

  wear(hash: string): void {
    if ((this.next ?? this.look).hash === hash) return;
    if (this.next) this.looks.release(this.next);
    this.next = this.looks.take(hash, this.distance);
  }

  /** Puts on a new outfit if it is there; until then the old one stays. What it brings into the hand has to be known before the pose. */
  dress(): void {
    const ready = this.next ?? (this.body ? undefined : this.look);
    if (!ready?.dressed) return;
    this.body?.destroy();
    if (this.next) {
      this.looks.release(this.look);
      this.look = this.next;
      this.next = undefined;
    }
    this.body = new Body(this.look);
    this.container.addChild(this.body.mesh);
    this.revealed = 0;
  }

  leave(): void {
    this.going = true;
  }

  /** True while something of the figure itself (not its pose) is changing. */
  update(actor: Actor, ms: number): boolean {
    const fading = this.presence !== (this.going ? 0 : 1) || this.revealed < 1;
    this.presence = Math.min(Math.max(this.presence + (this.going ? -ms : ms) / FADE, 0), 1);
    if (this.body) this.revealed = Math.min(this.revealed + ms / REVEAL, 1);
    this.container.position.set(actor.root[0], actor.root[1]);
    this.container.scale.set(actor.mirror ? -FIGURE_SCALE : FIGURE_SCALE, FIGURE_SCALE);
    this.container.alpha = this.presence;
    this.silhouette.visible = this.revealed < 1;
    this.silhouette.alpha = this.revealed < 0.6 ? 0.85 : 2.1 * (1 - this.revealed);
    if (this.body) {
      this.body.mesh.alpha = Math.min(1, this.revealed * 1.4);
      this.body.mesh.tint = this.tint;
      this.body.draw(actor);
    }
    this.shadow.position.set(actor.root[0], actor.root[1] - 1);
    this.shadow.alpha = 0.2 * this.presence * (1 - actor.seated);
    return fading;
  }

  destroy(): void {
    this.body?.destroy();
    this.container.destroy({ children: true });
    this.shadow.destroy();
    this.looks.release(this.look);
    if (this.next) this.looks.release(this.next);
  }
}

/** A quiet colour of its own for every outfit not yet seen. */
function shade(hash: string): number {
  const tones = [0x6d5a94, 0x5878a8, 0x8d6a86, 0x57807f, 0x9a6f6a];
  return tones[Number.parseInt(hash.slice(0, 4), 16) % tones.length || 0]!;
}
