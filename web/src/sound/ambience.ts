import type { Layer, Synth } from './synth';

/** Begins to sound into a node; the answer ends it. */
export type Ambience = (synth: Synth, out: AudioNode) => () => void;

/** So far ahead notes are written, and so often; seconds and milliseconds. */
const ahead = 0.4;
const period = 150;

const everywhere = { gain: 1, pan: 0 };

interface Breath {
  colour: 'white' | 'brown';
  type: BiquadFilterType;
  hertz: number;
  q?: number;
  gain: number;
  /** How its pitch and its loudness come and go: parts of themselves, and how often in a second. */
  swell?: { pitch: number; gain: number; often: number };
}

/** Noise that goes on. */
function breath(synth: Synth, out: AudioNode, { colour, type, hertz, q = 0.7, gain, swell }: Breath): () => void {
  const { context } = synth;
  const source = synth.breath(colour);
  const filter = new BiquadFilterNode(context, { type, frequency: hertz, Q: q });
  const loud = new GainNode(context, { gain });
  source.connect(filter).connect(loud).connect(out);
  const moved = swell ? [wave(hertz * swell.pitch, filter.frequency), wave(gain * swell.gain, loud.gain)] : [];
  function wave(depth: number, param: AudioParam): OscillatorNode {
    const slow = new OscillatorNode(context, { frequency: swell!.often * (0.8 + Math.random() * 0.4) });
    slow.connect(new GainNode(context, { gain: depth })).connect(param);
    slow.start();
    return slow;
  }
  return () => {
    for (const one of [source, ...moved]) one.stop();
    loud.disconnect();
  };
}

/** A tone that goes on. */
function drone(synth: Synth, out: AudioNode, type: OscillatorType, hertz: number, gain: number): () => void {
  const tone = new OscillatorNode(synth.context, { type, frequency: hertz });
  const loud = new GainNode(synth.context, { gain });
  tone.connect(loud).connect(out);
  tone.start();
  return () => {
    tone.stop();
    loud.disconnect();
  };
}

/** Calls for every beat a little before it is heard. */
function beats(synth: Synth, seconds: number, on: (beat: number, when: number) => void): () => void {
  const { context } = synth;
  let beat = 0;
  let next = context.currentTime + 0.1;
  const write = () => {
    // After a pause it goes on where it was.
    if (next < context.currentTime) next = context.currentTime + 0.05;
    for (; next < context.currentTime + ahead; next += seconds) {
      on(beat, next);
      beat++;
    }
  };
  write();
  const timer = setInterval(write, period);
  return () => clearInterval(timer);
}

/** Something short now and then: at so many of a hundred beats. */
function now(synth: Synth, out: AudioNode, seconds: number, percent: number, of: () => readonly Layer[]): () => void {
  return beats(synth, seconds, (_, when) => {
    if (Math.random() * 100 < percent) synth.play(of(), { gain: 0.5 + Math.random() * 0.5, pan: 0 }, out, when);
  });
}

/** What answers from the walls. */
function hall(synth: Synth, out: AudioNode, seconds: number, back: number): { into: AudioNode; end: () => void } {
  const { context } = synth;
  const into = new GainNode(context);
  const echo = new DelayNode(context, { delayTime: seconds, maxDelayTime: 1 });
  const again = new GainNode(context, { gain: back });
  const dull = new BiquadFilterNode(context, { type: 'lowpass', frequency: 2200 });
  into.connect(out);
  into.connect(echo).connect(dull).connect(again).connect(echo);
  again.connect(out);
  return {
    into,
    end: () => {
      into.disconnect();
      again.disconnect();
    },
  };
}

const together =
  (...parts: Ambience[]): Ambience =>
  (synth, out) => {
    const ends = parts.map((part) => part(synth, out));
    return () => {
      for (const end of ends) end();
    };
  };
const blows =
  (of: Breath): Ambience =>
  (synth, out) =>
    breath(synth, out, of);

const pluck = (hertz: number, gain: number, ms = 1500): Layer[] => [
  { wave: 'triangle', from: hertz, gain, ms, attack: 4 },
  { wave: 'sine', from: hertz * 2, gain: gain * 0.4, ms: ms * 0.6, attack: 2 },
  { wave: 'sine', from: hertz * 4, gain: gain * 0.1, ms: ms * 0.2, attack: 1 },
];
const glass = (hertz: number): Layer[] => [
  { wave: 'sine', from: hertz, gain: 0.16, ms: 420, attack: 1 },
  { wave: 'sine', from: hertz * 1.51, gain: 0.1, ms: 260, attack: 1 },
  { wave: 'sine', from: hertz * 2.63, gain: 0.06, ms: 140, attack: 1 },
];
const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!;

/** D, E, F sharp, A, B: whatever is plucked of them fits. */
const scale = [293.66, 329.63, 369.99, 440, 493.88, 587.33, 659.26, 739.99];
const bass = [146.83, 123.47, 98, 110];

/** A music box that never plays the same twice: a note of the bass to the bar, and a melody that walks up and down the scale. */
const music: Ambience = (synth, out) => {
  const room = hall(synth, out, 0.34, 0.34);
  let step = 3;
  const end = beats(synth, 60 / 76 / 2, (beat, when) => {
    const bar = Math.floor(beat / 8);
    if (beat % 8 === 0) synth.play(pluck(bass[bar % 4]!, 0.3, 2600), everywhere, room.into, when);
    if (beat % 8 === 4) synth.play(pluck(bass[bar % 4]! * 1.5, 0.18, 1800), everywhere, room.into, when);
    const plays = beat % 2 === 0 ? 0.72 : 0.3;
    if (bar % 8 === 7 || Math.random() > plays) return;
    step = Math.min(Math.max(step + any([-2, -1, -1, 0, 1, 1, 2]), 0), scale.length - 1);
    synth.play(pluck(scale[step]! * 2, 0.24), { gain: 0.7 + Math.random() * 0.3, pan: 0 }, room.into, when);
  });
  return () => {
    end();
    room.end();
  };
};

/** Four to the floor, a little dull, as from the next room. */
const beat: Ambience = (synth, out) => {
  const wall = new BiquadFilterNode(synth.context, { type: 'lowpass', frequency: 2600 });
  wall.connect(out);
  const line = [0, 0, 3, 0, 5, 5, 3, 7];
  const end = beats(synth, 60 / 118 / 4, (sixteenth, when) => {
    const quarter = sixteenth % 4 === 0;
    const bar = Math.floor(sixteenth / 16);
    const layers: Layer[] = [];
    if (quarter) layers.push({ wave: 'sine', from: 120, to: 44, gain: 0.8, ms: 210, attack: 2 });
    if (sixteenth % 4 === 2) layers.push({ wave: 'noise', from: 8000, q: 0.8, gain: 0.16, ms: 55, attack: 1 });
    if (sixteenth % 8 === 4) layers.push({ wave: 'noise', from: 1700, q: 0.9, gain: 0.4, ms: 130, attack: 1 });
    if (sixteenth % 4 !== 0) {
      const note = 55 * 2 ** (line[(bar * 2 + Math.floor(sixteenth / 8)) % line.length]! / 12);
      layers.push({ wave: 'sawtooth', from: note, gain: 0.14, ms: 120, attack: 5 });
    }
    if (bar % 4 === 3 && sixteenth % 16 === 6) layers.push(...pluck(880, 0.1, 500));
    if (layers.length > 0) synth.play(layers, everywhere, wall, when);
  });
  return () => {
    end();
    wall.disconnect();
  };
};

/** What can be heard all the time, by the words a designer writes. */
export const ambiences: Record<string, Ambience> = {
  beat,
  music,
  city: together(
    blows({ colour: 'brown', type: 'lowpass', hertz: 260, gain: 0.28, swell: { pitch: 0.2, gain: 0.3, often: 0.06 } }),
    (synth, out) =>
      now(synth, out, 5, 30, () => [{ wave: 'noise', from: 260, to: 420, q: 0.6, gain: 0.2, ms: 4200, attack: 1900 }]),
  ),
  clock: (synth, out) =>
    beats(synth, 1, (second, when) => {
      const from = second % 2 === 0 ? 2300 : 1900;
      synth.play([{ wave: 'noise', from, q: 5, gain: 1.4, ms: 34, attack: 1 }], everywhere, out, when);
    }),
  crickets: (synth, out) =>
    now(synth, out, 0.9, 70, () =>
      [0, 55, 110].map((after): Layer => ({ wave: 'sine', from: 4350, gain: 0.07, ms: 45, attack: 12, after })),
    ),
  glasses: (synth, out) => now(synth, out, 2.5, 45, () => glass(any([1760, 2093, 2349, 2637]))),
  hum: together(
    (synth, out) => drone(synth, out, 'sine', 100, 0.06),
    (synth, out) => drone(synth, out, 'sine', 200, 0.03),
    blows({ colour: 'brown', type: 'bandpass', hertz: 420, q: 2, gain: 0.16 }),
  ),
  kitchen: together(
    blows({
      colour: 'white',
      type: 'highpass',
      hertz: 4200,
      gain: 0.035,
      swell: { pitch: 0.1, gain: 0.5, often: 0.4 },
    }),
    blows({
      colour: 'brown',
      type: 'bandpass',
      hertz: 320,
      q: 1.5,
      gain: 0.3,
      swell: { pitch: 0.3, gain: 0.4, often: 1.7 },
    }),
    (synth, out) => now(synth, out, 3.5, 35, () => glass(any([1250, 1480, 1660]))),
    (synth, out) =>
      now(synth, out, 6, 30, () =>
        [0, 150, 300, 450].map((after): Layer => {
          return { wave: 'noise', from: 480, q: 2.5, gain: 0.4, ms: 60, attack: 1, after };
        }),
      ),
  ),
  river: together(
    blows({
      colour: 'white',
      type: 'bandpass',
      hertz: 900,
      q: 0.5,
      gain: 0.09,
      swell: { pitch: 0.25, gain: 0.25, often: 0.23 },
    }),
    blows({
      colour: 'brown',
      type: 'bandpass',
      hertz: 380,
      q: 1,
      gain: 0.5,
      swell: { pitch: 0.3, gain: 0.3, often: 0.61 },
    }),
    (synth, out) =>
      now(synth, out, 0.35, 40, () => [
        { wave: 'sine', from: any([420, 560, 700]), to: 900, gain: 0.025, ms: 70, attack: 10 },
      ]),
  ),
  wind: together(
    blows({
      colour: 'brown',
      type: 'bandpass',
      hertz: 320,
      q: 0.8,
      gain: 0.45,
      swell: { pitch: 0.45, gain: 0.55, often: 0.09 },
    }),
    blows({
      colour: 'white',
      type: 'bandpass',
      hertz: 1300,
      q: 1.6,
      gain: 0.018,
      swell: { pitch: 0.4, gain: 0.8, often: 0.13 },
    }),
  ),
};
