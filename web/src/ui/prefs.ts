import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Lang } from '../wire/types';
import type { Power } from '../world/scene';
import { en } from './words/en';
import { ja, type Words } from './words/ja';

/** How hard the machine may work, as offered. */
export const powers = ['auto', 'low', 'full'] as const satisfies readonly Power[];

/** The text sizes on offer, in percent. */
export const textSizes = [100, 115, 130, 150] as const;

interface Stored {
  lang?: Lang;
  textSize?: number;
  lessMotion?: boolean;
  power?: Power;
  sound?: boolean;
  volume?: number;
}

const key = 'yokocho.prefs';

/** Loud enough to be heard, and no more. */
const usualVolume = 70;

/** What this browser prefers. Choices made by hand are kept; the rest follows the browser. */
export class Prefs {
  readonly lang: Signal<Lang>;
  readonly textSize: Signal<number>;
  readonly lessMotion: Signal<boolean>;
  readonly power: Signal<Power>;
  /** Off until asked for. */
  readonly sound: Signal<boolean>;
  /** How loud, 0 to 100. */
  readonly volume: Signal<number>;
  readonly words: ReadonlySignal<Words>;

  constructor(
    storage: Pick<Storage, 'getItem' | 'setItem'>,
    browser: { languages: readonly string[]; lessMotion: boolean },
  ) {
    const stored = read(storage);
    const speaksJapanese = browser.languages[0]?.startsWith('ja') ?? false;
    this.lang = signal(stored.lang ?? (speaksJapanese ? 'ja' : 'en'));
    this.textSize = signal(stored.textSize ?? 100);
    this.lessMotion = signal(stored.lessMotion ?? browser.lessMotion);
    this.power = signal(stored.power ?? 'auto');
    this.sound = signal(stored.sound ?? false);
    this.volume = signal(stored.volume ?? usualVolume);
    this.words = computed(() => (this.lang.value === 'ja' ? ja : en));
    const byBrowser: Stored = {
      lang: this.lang.peek(),
      textSize: 100,
      lessMotion: browser.lessMotion,
      power: 'auto',
      sound: false,
      volume: usualVolume,
    };
    effect(() => {
      const chosen: Stored = {
        lang: this.lang.value,
        textSize: this.textSize.value,
        lessMotion: this.lessMotion.value,
        power: this.power.value,
        sound: this.sound.value,
        volume: this.volume.value,
      };
      const byHand = Object.entries(chosen).filter(
        ([name, value]) => name in stored || value !== byBrowser[name as keyof Stored],
      );
      storage.setItem(key, JSON.stringify(Object.fromEntries(byHand)));
    });
  }
}

function read(storage: Pick<Storage, 'getItem'>): Stored {
  try {
    return JSON.parse(storage.getItem(key) ?? '{}') as Stored;
  } catch {
    return {};
  }
}
