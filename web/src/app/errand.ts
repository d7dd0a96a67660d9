import type { Millis, RoomID, Waypoint } from '../wire/types';
import type { Places } from '../world/scene';

type Exit = Places['exits'][number];

/** Floor units from a door at which one has come to it: somebody may stand before it. */
const WITHIN = 110;

/** Who finds the place before a door crowded asks again so often, so many milliseconds after coming as near as one can. */
const TRIES = 12;
const PAUSE = 600;

export interface ErrandNeeds {
  now(): Millis;
  /** Asks to be let walk to a door; false when that was refused. */
  walk(exit: Exit): Promise<boolean>;
  /** One has come to the door that leads there. */
  arrive(target: RoomID): void;
}

/** A walk to a door: it ends in the room behind it, unless one walks elsewhere before. */
export class Errand {
  private exit: Exit | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;

  constructor(private readonly needs: ErrandNeeds) {}

  begin(exit: Exit): Promise<void> {
    this.tries = 0;
    return this.walk(exit);
  }

  end(): void {
    clearTimeout(this.timer);
    this.exit = undefined;
  }

  /** One goes along a path: the one to the door is the first after it was asked for, every other one ends the errand. */
  walks(path: readonly Waypoint[]): void {
    const { exit } = this;
    this.end();
    const last = path.at(-1);
    if (!exit || !last) return;
    const [x, y, at] = last;
    const arrival = at - this.needs.now();
    if (Math.hypot(x - exit.at[0], y - exit.at[1]) <= WITHIN) {
      this.timer = setTimeout(() => this.needs.arrive(exit.target), arrival);
    } else if (this.tries++ < TRIES) {
      this.timer = setTimeout(() => void this.walk(exit), arrival + PAUSE);
    }
  }

  private async walk(exit: Exit): Promise<void> {
    this.end();
    this.exit = exit;
    if (!(await this.needs.walk(exit)) && this.exit === exit) this.end();
  }
}
