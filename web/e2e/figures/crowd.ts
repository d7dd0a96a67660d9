import type { Page } from 'playwright-core';
import type { Event, PersonView, Position, View } from '../../src/wire/types';

/** A room holds 25; a measurement wants more. The real socket's snapshot is filled up with people who exist only for this page. */
export class Crowd {
  private send: (frame: unknown) => void = () => undefined;
  private position: Position = '';
  private clock = 0;

  private constructor(private readonly people: PersonView[]) {}

  /** Before the page is opened. */
  static async join(page: Page, people: PersonView[]): Promise<Crowd> {
    const crowd = new Crowd(people);
    await page.routeWebSocket(/\/socket/, (socket) => {
      const server = socket.connectToServer();
      crowd.send = (frame) => socket.send(JSON.stringify(frame));
      server.onMessage((message) => {
        const frame = JSON.parse(String(message)) as {
          type?: string;
          at?: number;
          position?: Position;
          snapshot?: View;
        };
        if (frame.at) crowd.clock = frame.at;
        if (frame.position) crowd.position = frame.position;
        if (frame.snapshot) {
          crowd.position = frame.snapshot.position;
          frame.snapshot.people.push(...crowd.people);
        }
        socket.send(JSON.stringify(frame));
      });
    });
    return crowd;
  }

  /** Somebody comes; the event stands at the newest position there is. */
  enter(person: PersonView): void {
    this.happen({ type: 'entered', ...person, who: person.id } as unknown as Event);
  }

  leave(id: string): void {
    this.happen({ type: 'left', who: id, reason: 'left' } as unknown as Event);
  }

  private happen(event: Event): void {
    this.send({ ...event, position: this.position, at: this.clock });
  }
}

/** Somebody who walks to and fro for some minutes from an instant on. */
export function walker(index: number, outfit: string, from: number): PersonView {
  const row = index % 7;
  const seat = Math.floor(index / 7);
  const [x, y] = [60 + row * 62, 60 + seat * 56];
  const path: [number, number, number][] = [];
  for (let turn = 0; turn < 120; turn++) {
    path.push([x + (turn % 2) * 56, y + ((turn + index) % 2) * 30, from + turn * 900]);
  }
  return { id: `walker-${index}`, name: `W${index}`, kind: 'person', outfit, path, facing: 'se' };
}
