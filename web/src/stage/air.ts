import type { Container } from 'pixi.js';
import type { Millis, PersonView, VisitorID } from '../wire/types';
import type { Mark } from '../world/scene';
import { Bursts, LASTS } from './burst';
import type { Point } from './floor';
import type { Paints } from './paint';
import { Zeds } from './zeds';

/** One person in the air's eyes. */
export interface Below {
  person: PersonView;
  mark: Mark | undefined;
  walking: boolean;
  /** Picture points of the feet and of the top of the head. */
  root: Point;
  crown: Point;
  /** 1 facing right, -1 facing left. */
  side: number;
}

/** What rises from people: letters from sleepers, sparks where three do the same. */
export class Air {
  private readonly bursts: Bursts;
  private readonly zeds = new Map<VisitorID, Zeds>();
  /** The chorus of somebody whose sparks have been let fly. */
  private readonly seen = new Map<VisitorID, Millis>();

  constructor(
    private readonly container: Container,
    private readonly paints: Paints,
  ) {
    this.bursts = new Bursts(paints);
    container.addChild(this.bursts.container);
  }

  /** One person's frame. */
  over({ person, mark, walking, root, crown, side }: Below, now: Millis, ms: number, still: boolean): void {
    const { id } = person;
    const chorus = mark?.chorus;
    if (chorus && chorus.at !== this.seen.get(id)) {
      this.seen.set(id, chorus.at);
      if (now < chorus.at + LASTS) this.bursts.add(root, chorus.name, chorus.at);
    }
    const asleep = person.doing === 'sleep' && !walking;
    const zeds = this.zeds.get(id) ?? (asleep ? this.doze(id) : undefined);
    zeds?.update(asleep, crown, side, now, ms, still);
    if (zeds?.gone) this.wake(id);
  }

  leave(id: VisitorID): void {
    this.wake(id);
    this.seen.delete(id);
  }

  /** After everybody's frame; true while something flies. */
  update(now: Millis, still: boolean): boolean {
    return this.bursts.update(now, still);
  }

  private doze(id: VisitorID): Zeds {
    const zeds = new Zeds(this.paints.zed);
    this.container.addChild(zeds.container);
    this.zeds.set(id, zeds);
    return zeds;
  }

  private wake(id: VisitorID): void {
    this.zeds.get(id)?.destroy();
    this.zeds.delete(id);
  }
}
