import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { VisitorID } from '../wire/types';
import type { World } from '../world/world';

/** So many people are remembered, those met last. */
const kept = 500;
const key = 'yokocho.acquainted';

/** Whose whispers one reads without being asked: those one has accepted, and those one has whispered to. */
export class Acquaintance {
  private readonly accepted: Signal<readonly VisitorID[]>;
  readonly with: ReadonlySignal<ReadonlySet<VisitorID>>;

  constructor(
    private readonly store: Pick<Storage, 'getItem' | 'setItem'>,
    world: World,
  ) {
    this.accepted = signal((store.getItem(key) ?? '').split(' ').filter(Boolean));
    this.with = computed(() => {
      const me = world.me.value?.id;
      const spokenTo = world.view.value?.lines.flatMap((l) => (l.to && l.who === me ? [l.to] : [])) ?? [];
      return new Set([...this.accepted.value, ...spokenTo]);
    });
    world.listen((event) => {
      if (event.type === 'whispered' && event.who === world.me.peek()?.id) this.accept(event.to);
    });
  }

  accept(who: VisitorID): void {
    if (this.accepted.peek().includes(who)) return;
    this.accepted.value = [...this.accepted.peek(), who].slice(-kept);
    this.store.setItem(key, this.accepted.peek().join(' '));
  }
}
