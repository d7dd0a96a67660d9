import { effect } from '@preact/signals';
import type { Api } from '../net/api';
import type { Clock } from '../net/clock';
import type { Sights } from '../ui/model';
import type { Prefs } from '../ui/prefs';
import type { Screen } from '../ui/screen';
import type { VisitorID } from '../wire/types';
import type { Anchor, Box, Exposure, FloorAnswer, Scene, Shot, Sight, Touches } from '../world/scene';
import type { World } from '../world/world';
import type { Route } from './route';
import type { Visit } from './visit';

export interface PaintingNeeds {
  api: Api;
  clock: Clock;
  world: World;
  prefs: Prefs;
  screen: Screen;
  route: Route;
  visit: Visit;
}

/** The painted room between the controls and the stage, which is loaded once the card stands. */
export class Painting implements Sights {
  private scene: Scene | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly needs: PaintingNeeds) {}

  /** Paints into an element; the answer takes it down again. */
  mount(el: HTMLElement): () => void {
    let gone = false;
    let stop: (() => void) | undefined;
    const open = async () => {
      const { openScene } = await import('../stage');
      if (gone) return;
      const scene = openScene(this.sight(), this.touches());
      this.scene = scene;
      await scene.mount(el);
      if (gone) return;
      const { keyboard, barHeight } = this.needs.screen;
      stop = effect(() => scene.setKeyboardInset(keyboard.value + barHeight.value));
    };
    open().catch((fault: unknown) => {
      console.error(fault);
      this.needs.screen.say(this.needs.prefs.words.peek().unpainted);
    });
    return () => {
      gone = true;
      stop?.();
      this.scene?.destroy();
      this.scene = undefined;
    };
  }

  anchors(): ReadonlyMap<VisitorID, Anchor> {
    return this.scene?.anchors() ?? new Map();
  }

  camera(): Box {
    return this.scene?.camera() ?? { x: 0, y: 0, w: innerWidth, h: innerHeight };
  }

  steer(dx: number, dy: number, factor: number): void {
    this.scene?.steer(dx, dy, factor);
  }

  /** Rejects when there is no picture to take one of. */
  async photograph(shot: Shot): Promise<Exposure> {
    if (!this.scene) throw new Error('The room is not painted.');
    return this.scene.photograph(shot);
  }

  onFrame(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private sight(): Sight {
    const { api, world, clock, visit, prefs, route, screen } = this.needs;
    return {
      view: () => world.view.peek(),
      me: () => (world.inside.peek() ? world.me.peek()?.id : undefined),
      now: () => clock.now(),
      mark: (who) => world.markOf(who),
      art: () => visit.art.peek(),
      peopleIn: (id) => {
        const there = visit.rooms.peek().filter((room) => room.id === id || room.base === id);
        return there.length > 0 ? there.reduce((sum, { people }) => sum + people, 0) : undefined;
      },
      light: () => visit.daylight.at(clock.now()),
      reducedMotion: () => prefs.lessMotion.peek(),
      power: () => prefs.power.peek(),
      seen: () => !route.page.peek() && !screen.finder.peek()?.taken,
      finder: () => screen.finder.peek() && world.silhouettes.peek(),
      outfit: api.outfit,
    };
  }

  private touches(): Touches {
    const { world, visit, screen, prefs } = this.needs;
    const inside = () => world.inside.peek();
    return {
      onFloor: async (x, y): Promise<FloorAnswer> => {
        if (!inside()) return 'refused';
        const answer = await visit.attempt({ type: 'walk', to: [Math.round(x), Math.round(y)] });
        if (answer?.nearest) screen.say(prefs.words.peek().nearest);
        return !answer ? 'refused' : answer.nearest ? 'nearest' : 'going';
      },
      onPerson: (who, at) => {
        if (!inside()) return;
        screen.menu.value = { who, at };
        if (who !== world.me.peek()?.id) void visit.attempt({ type: 'approach', visitor: who });
      },
      onRest: (at) => {
        screen.resting.value = at;
      },
      onSelf: (at, down) => {
        screen.openWheel(down ? { at } : undefined);
        // Before the first touch of a page browsers refuse, and complain.
        if (down && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(10);
      },
      onSeat: (seat) => {
        if (!inside()) return;
        const own = world.self.peek()?.seat === seat;
        void (own ? visit.attempt({ type: 'stand' }) : visit.sit(seat));
      },
      onExit: (id) => {
        void visit.goTo(id);
      },
      onWork: (id) => {
        const work = visit.places.peek()?.works.find((one) => one.id === id);
        const words = prefs.words.peek();
        if (work) screen.say(words.madeBy(work.name[prefs.lang.peek()], words.drawnBy(work.author, work.license)));
      },
      onFrame: () => {
        visit.drawn();
        for (const listener of this.listeners) listener();
      },
    };
  }
}
