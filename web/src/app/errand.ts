import type { Millis, RoomID, Waypoint } from '../wire/types';
import type { Places } from '../world/scene';

type Exit = Places['exits'][number];

/** Floor units from a door at which one has come to it: somebody may stand before it. */
const WITHIN = 110;

export interface ErrandNeeds {
  now(): Millis;
  /** One has come to the door that leads there. */
  arrive(target: RoomID): void;
}

/** A walk to a door: it ends in the room behind it, unless one walks elsewhere before. */
export class Errand {
  private exit: Exit | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly needs: ErrandNeeds) {}

  /** Before the walk is asked for. */
  begin(exit: Exit): void {
    this.end();
    this.exit = exit;
  }

  end(): void {
    clearTimeout(this.timer);
    this.exit = undefined;
  }

  /** One goes along a path: the one to the door is the first after `begin`, every other one ends the errand. */
  walks(path: readonly Waypoint[]): void {
    const { exit } = this;
    this.end();
    const last = path.at(-1);
    if (!exit || !last) return;
    const [x, y, at] = last;
    if (Math.hypot(x - exit.at[0], y - exit.at[1]) > WITHIN) return;
    this.timer = setTimeout(() => this.needs.arrive(exit.target), at - this.needs.now());
  }
}
