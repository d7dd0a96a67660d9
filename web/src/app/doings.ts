import type { Signal } from '@preact/signals';
import type { Api } from '../net/api';
import type { Clock } from '../net/clock';
import type { Actions } from '../ui/model';
import type { Prefs } from '../ui/prefs';
import { dockWidth, type Screen } from '../ui/screen';
import type { Expression, Photos, VisitorID } from '../wire/types';
import { where } from '../world/where';
import type { World } from '../world/world';
import type { Acquaintance } from './acquaintance';
import type { Route } from './route';
import type { Visit } from './visit';

/** One step of an arrow key, in floor units. */
const stride = 72;

export interface DoingsNeeds {
  api: Api;
  clock: Clock;
  world: World;
  prefs: Prefs;
  screen: Screen;
  route: Route;
  visit: Visit;
  acquaintance: Acquaintance;
}

/** What the controls can do, put into commands. */
export function doings({ api, clock, world, prefs, screen, route, visit, acquaintance }: DoingsNeeds): Actions {
  const lang = () => prefs.lang.peek();
  const done = (answer: Promise<unknown>) => answer.then((a) => a !== undefined);
  /** Keeps somebody away, or no more, at once: it is taken back when the server refuses. */
  const distance = (
    list: Signal<ReadonlyMap<VisitorID, string>>,
    who: VisitorID,
    name: string | undefined,
    ask: Promise<void>,
  ) => {
    const before = list.peek().get(who);
    const set = (to: string | undefined) => {
      const next = new Map(list.peek());
      if (to === undefined) next.delete(who);
      else next.set(who, to);
      list.value = next;
    };
    set(name);
    ask.catch((error) => {
      set(before);
      tell(error);
    });
  };
  const express = (name: Expression) => void visit.attempt({ type: 'express', name });
  const rest = () => {
    const self = world.self.peek();
    // A sleeper wakes by the face they have: standing up would take them out of their chair.
    if (self?.doing === 'sleep') express((self.expression ?? 'neutral') as Expression);
    else void visit.attempt({ type: 'stand' });
  };
  const tell = (error: unknown) => visit.complain(error);
  const say = (what: { photos?: Photos; follow?: boolean }) =>
    api.lanes
      .serial(() => api.change(what))
      .then(
        ({ visitor }) => {
          world.me.value = visitor;
        },
        (error) => {
          // The switch goes back to what holds.
          world.me.value = world.me.peek() && { ...world.me.peek()! };
          tell(error);
        },
      );
  return {
    enter: (age) => void visit.enter(age),
    leave: () => void visit.leave(),
    drawName: () => void visit.drawName().catch(tell),
    say: (text) => done(visit.attempt({ type: 'say', text, lang: lang() })),
    whisper: (to, text) => done(visit.attempt({ type: 'whisper', to, text, lang: lang() })),
    retract: (line) => void visit.attempt({ type: 'retract', line: line.position }),
    express,
    perform: (gesture) => (world.self.peek()?.doing === gesture ? rest() : express(gesture)),
    rest,
    approach: (visitor) => void visit.attempt({ type: 'approach', visitor }),
    sit: (seat) => void visit.sit(seat),
    stand: () => void visit.attempt({ type: 'stand' }),
    goTo: (id) => void visit.goTo(id),
    travel: (room) => void visit.travel(room),
    lookAround: () => void visit.lookAround(),
    step: (dx, dy) => {
      const self = world.self.peek();
      if (!self) return;
      const from = where(self, clock.now());
      // Screen directions on the floor: right is +x -y, down is +x +y.
      const x = dx + dy;
      const y = dy - dx;
      const whole = Math.hypot(x, y) / stride;
      void visit.attempt({ type: 'walk', to: [Math.round(from.x + x / whole), Math.round(from.y + y / whole)] });
    },
    typing: (to) => visit.typing(to),
    ignore: (who, name) => {
      screen.say(prefs.words.peek().ignoredNow(name));
      distance(world.ignored, who, name, api.ignore(who));
    },
    heed: (who) => distance(world.ignored, who, undefined, api.heed(who)),
    block: (who, name) => {
      screen.say(prefs.words.peek().blockedNow(name));
      distance(world.blocked, who, name, api.block(who));
    },
    unblock: (who) => distance(world.blocked, who, undefined, api.unblock(who)),
    accept: (who) => acquaintance.accept(who),
    change: (look) => visit.change(look),
    openPage: (page) => route.open(page),
    closePage: () => route.close(),
    keep: () => api.keep().catch((error) => void tell(error)) as Promise<string | undefined>,
    credits: (outfit) =>
      api.recipe(outfit).then(
        ({ credits }) => credits,
        (error) => void tell(error) as undefined,
      ),
    photograph: () => {
      if (!world.inside.peek() || screen.finder.peek()) return;
      screen.reset();
      if (screen.width.peek() < dockWidth) screen.panel.value = undefined;
      screen.finder.value = { names: false, bubbles: true, taken: false };
      visit.photograph();
    },
    agree: (photos) => void say({ photos }),
    letFollow: (follow) => void say({ follow }),
    read: () => visit.read(),
    retry: () => void visit.open(),
  };
}
