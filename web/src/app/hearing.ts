import { effect } from '@preact/signals';
import type { Clock } from '../net/clock';
import type { Sound } from '../sound';
import type { Prefs } from '../ui/prefs';
import type { Screen } from '../ui/screen';
import type { World } from '../world/world';
import type { Visit } from './visit';

export interface HearingNeeds {
  clock: Clock;
  world: World;
  prefs: Prefs;
  screen: Screen;
  visit: Visit;
}

/** What browsers take for a hand that may begin a sound. */
const hands = ['pointerup', 'keydown'] as const;

/** Lets the street be heard by whoever asks for it: nothing of it is loaded before. */
export function hear(needs: HearingNeeds): void {
  const { prefs } = needs;
  effect(() => {
    if (!prefs.sound.value) return;
    const off = new AbortController();
    const begin = () => {
      for (const hand of hands) removeEventListener(hand, begin, { capture: true });
      void play(needs, off.signal);
    };
    // Whoever asked for it on an earlier visit has to touch the page first.
    if (navigator.userActivation?.isActive) begin();
    else for (const hand of hands) addEventListener(hand, begin, { capture: true, signal: off.signal });
    return () => off.abort();
  });
}

async function play({ clock, world, prefs, screen, visit }: HearingNeeds, off: AbortSignal): Promise<void> {
  // At once: a moment later some browsers take it for no hand's.
  const context = new AudioContext();
  let sound: Sound | undefined;
  const ends: (() => void)[] = [];
  off.addEventListener('abort', () => {
    for (const end of ends) end();
    if (sound) sound.destroy();
    else void context.close();
  });
  try {
    const { Sound } = await import('../sound');
    if (off.aborted) return;
    const playing = new Sound(context, {
      view: () => world.view.peek(),
      me: () => world.me.peek()?.id,
      now: () => clock.now(),
      places: () => (world.inside.peek() ? visit.places.peek() : undefined),
    });
    sound = playing;
    ends.push(
      effect(() => {
        playing.volume = prefs.volume.value;
      }),
      effect(() => void (screen.seen.value ? context.resume() : context.suspend())),
      world.listen((event) => {
        const ignored = 'who' in event && typeof event.who === 'string' && world.unheard.peek().has(event.who);
        if (!ignored) playing.happened(event);
      }),
    );
  } catch (fault) {
    console.error(fault);
    prefs.sound.value = false;
    screen.say(prefs.words.peek().noSound);
  }
}
