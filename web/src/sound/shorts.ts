import type { Layer } from './synth';

const bell = (from: number, gain: number, ms: number, after = 0): Layer[] => [
  { wave: 'sine', from, gain, ms, after },
  { wave: 'sine', from: from * 2.76, gain: gain * 0.35, ms: ms * 0.5, after },
  { wave: 'sine', from: from * 5.4, gain: gain * 0.15, ms: ms * 0.25, after },
];

const clap = (after: number): Layer[] => [
  { wave: 'noise', from: 1500, to: 1100, q: 1.2, gain: 0.7, ms: 70, attack: 1, after },
  { wave: 'noise', from: 2600, q: 0.8, gain: 0.3, ms: 35, attack: 1, after },
];

/** What happens in a room, as it sounds. */
export const shorts = {
  /** Somebody says something. */
  said: [{ wave: 'sine', from: 520, to: 880, gain: 0.28, ms: 90, attack: 8 }],
  /** Oneself does. */
  own: [{ wave: 'sine', from: 700, to: 540, gain: 0.16, ms: 70, attack: 6 }],
  /** Somebody whispers to oneself. */
  whispered: [
    { wave: 'noise', from: 2400, to: 4200, q: 2, gain: 0.22, ms: 260, attack: 90 },
    { wave: 'sine', from: 1047, gain: 0.12, ms: 260, attack: 12, after: 120 },
  ],
  /** The bell over the door. */
  entered: [...bell(1175, 0.2, 700), ...bell(1568, 0.16, 900, 110)],
  left: [...bell(1175, 0.12, 500), ...bell(880, 0.12, 700, 120)],
  /** A cushion gives. */
  sat: [
    { wave: 'noise', from: 420, to: 180, q: 0.7, gain: 0.5, ms: 190, attack: 18 },
    { wave: 'sine', from: 130, to: 85, gain: 0.3, ms: 130, attack: 8 },
  ],
  stood: [{ wave: 'noise', from: 320, to: 900, q: 0.8, gain: 0.26, ms: 170, attack: 40 }],
  /** Cloth. */
  dressed: [
    { wave: 'noise', from: 3200, to: 1800, q: 0.7, gain: 0.2, ms: 190, attack: 50 },
    { wave: 'noise', from: 2200, to: 3600, q: 0.7, gain: 0.2, ms: 210, attack: 60, after: 150 },
    ...bell(2093, 0.06, 420, 300),
  ],
  wave: [{ wave: 'sine', from: 620, to: 990, gain: 0.16, ms: 240, attack: 60 }],
  clap: [0, 210, 400, 600].flatMap(clap),
  giggle: [0, 110, 220, 340].map((after, i): Layer => {
    return { wave: 'triangle', from: 760 - i * 40, to: 900 - i * 60, gain: 0.14, ms: 85, attack: 14, after };
  }),
  cheer: [523, 659, 784, 1047].flatMap((pitch, i) => bell(pitch * 2, 0.1, 460, i * 75)),
  /** A sliding door, when one goes through it oneself. */
  door: [
    { wave: 'noise', from: 500, to: 900, q: 0.9, gain: 0.32, ms: 420, attack: 120 },
    { wave: 'noise', from: 190, q: 1.4, gain: 0.6, ms: 120, attack: 3, after: 400 },
  ],
} as const satisfies Record<string, readonly Layer[]>;

export type Short = keyof typeof shorts;

/** A step on each kind of floor. */
export const steps: Record<string, readonly Layer[]> = {
  wood: [
    { wave: 'noise', from: 320, to: 210, q: 1.6, gain: 0.55, ms: 75, attack: 2 },
    { wave: 'noise', from: 1600, q: 1, gain: 0.1, ms: 25, attack: 1 },
  ],
  tatami: [{ wave: 'noise', from: 900, to: 520, q: 0.8, gain: 0.2, ms: 95, attack: 14 }],
  carpet: [{ wave: 'noise', from: 240, to: 150, q: 0.8, gain: 0.4, ms: 90, attack: 12 }],
  stone: [
    { wave: 'noise', from: 1900, to: 1300, q: 1.3, gain: 0.26, ms: 42, attack: 1 },
    { wave: 'noise', from: 420, q: 1.4, gain: 0.3, ms: 55, attack: 1 },
  ],
  metal: [
    { wave: 'noise', from: 700, q: 5, gain: 0.4, ms: 130, attack: 1 },
    { wave: 'sine', from: 1340, gain: 0.05, ms: 180, attack: 1 },
  ],
};
