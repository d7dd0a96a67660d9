import { type Signal, signal } from '@preact/signals';
import type { Facing } from '../wire/types';
import type { SlotID } from './recipe';

/** The four facings, as one turns to the right. */
export const facings: readonly Facing[] = ['se', 'sw', 'nw', 'ne'];

export const zoomLeast = 1;
export const zoomMost = 2.6;

/** How one looks at the figure and through the racks: nothing of the look itself. */
export class Viewing {
  readonly facing: Signal<Facing> = signal('se');
  readonly pose: Signal<string> = signal('stand');
  readonly expression: Signal<string> = signal('neutral');
  readonly zoom: Signal<number> = signal(1);
  /** Pixels per canvas unit in which sheets are drawn. */
  readonly fineness: Signal<number> = signal(2);
  readonly slot: Signal<SlotID | undefined> = signal(undefined);
  readonly search: Signal<string> = signal('');
  /** Put on without taking anything off. */
  readonly layered: Signal<boolean> = signal(false);
  readonly palette: Signal<'poses' | 'faces' | undefined> = signal(undefined);
  /** The list of what is worn stands over the rest, where there is no place beside it. */
  readonly list: Signal<boolean> = signal(false);

  /** Closes what lies over the rest; false when there was nothing. */
  closeTop(): boolean {
    const open = this.palette.peek() !== undefined || this.list.peek();
    if (this.palette.peek()) this.palette.value = undefined;
    else this.list.value = false;
    return open;
  }

  /** How the figure stands at the moment. */
  stance() {
    const { facing, pose, expression } = this;
    return { facing: facing.peek(), pose: pose.peek(), expression: expression.peek() };
  }

  turn(steps: number): void {
    const at = facings.indexOf(this.facing.peek()) + steps;
    this.facing.value = facings[((at % facings.length) + facings.length) % facings.length]!;
  }

  magnify(factor: number): void {
    this.zoom.value = Math.min(zoomMost, Math.max(zoomLeast, this.zoom.peek() * factor));
  }
}
