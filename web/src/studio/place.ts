import { type Signal, signal } from '@preact/signals';

export const kinds = ['rooms', 'items'] as const;
export type Kind = (typeof kinds)[number];

/** What is looked at, kept in the page's address: `#items/bell`. */
export class Place {
  readonly kind: Signal<Kind> = signal('rooms');
  readonly chosen: Record<Kind, Signal<string | undefined>> = { rooms: signal(undefined), items: signal(undefined) };

  constructor(private readonly at: Location) {
    this.read();
    addEventListener('hashchange', () => this.read());
  }

  go(kind: Kind, id = this.chosen[kind].peek()): void {
    this.at.hash = id === undefined ? kind : `${kind}/${id}`;
  }

  private read(): void {
    const [kind, id] = decodeURIComponent(this.at.hash.slice(1)).split('/');
    this.kind.value = kinds.find((one) => one === kind) ?? 'rooms';
    if (id) this.chosen[this.kind.peek()].value = id;
  }
}
