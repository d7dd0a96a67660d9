/** A part of something short: a tone that slides, or a breath of noise around a pitch. */
export interface Layer {
  wave: OscillatorType | 'noise';
  /** Hertz; it slides there within its time. */
  from: number;
  to?: number;
  /** Milliseconds after the beginning, how long it rings, and how long it takes to be loudest. */
  after?: number;
  ms: number;
  attack?: number;
  /** 0 to 1. */
  gain: number;
  /** How narrow a noise is. */
  q?: number;
}

/** From where something is heard. */
export interface Place {
  /** 0 to 1. */
  gain: number;
  /** -1 is the left, 1 the right. */
  pan: number;
}

const silence = 0.0001;
const noiseSeconds = 4;

/** Makes everything that is heard: nothing of it is a recording. */
export class Synth {
  private readonly white: AudioBuffer;
  private readonly brown: AudioBuffer;

  constructor(readonly context: BaseAudioContext) {
    this.white = this.noise(() => Math.random() * 2 - 1);
    let last = 0;
    this.brown = this.noise(() => {
      last = (last + 0.02 * (Math.random() * 2 - 1)) / 1.02;
      return last * 3.5;
    });
  }

  /** Plays something short, a little higher or lower every time. */
  play(layers: readonly Layer[], { gain, pan }: Place, to: AudioNode, when = this.context.currentTime): void {
    const side = new StereoPannerNode(this.context, { pan });
    const all = new GainNode(this.context, { gain });
    side.connect(all).connect(to);
    const pitch = 0.96 + Math.random() * 0.08;
    let open = layers.length;
    for (const layer of layers) {
      const source = this.layer(layer, pitch, side, when + (layer.after ?? 0) / 1000);
      source.onended = () => {
        open--;
        if (open === 0) all.disconnect();
      };
    }
  }

  /** Noise that goes on, until it is stopped. */
  breath(colour: 'white' | 'brown'): AudioBufferSourceNode {
    const source = new AudioBufferSourceNode(this.context, { buffer: this[colour], loop: true });
    source.start(0, Math.random() * noiseSeconds);
    return source;
  }

  private layer(layer: Layer, pitch: number, to: AudioNode, at: number): AudioScheduledSourceNode {
    const { wave, ms, attack = 3, gain, q = 1 } = layer;
    const end = at + ms / 1000;
    const [from, until] = [layer.from * pitch, (layer.to ?? layer.from) * pitch];
    const slide = (param: AudioParam) => {
      param.setValueAtTime(from, at);
      param.exponentialRampToValueAtTime(until, end);
    };
    const envelope = new GainNode(this.context, { gain: 0 });
    envelope.gain.setValueAtTime(silence, at);
    envelope.gain.exponentialRampToValueAtTime(gain, at + attack / 1000);
    envelope.gain.exponentialRampToValueAtTime(silence, end);
    envelope.connect(to);
    if (wave === 'noise') {
      const source = new AudioBufferSourceNode(this.context, { buffer: this.white, loop: true });
      const filter = new BiquadFilterNode(this.context, { type: 'bandpass', Q: q });
      slide(filter.frequency);
      source.connect(filter).connect(envelope);
      source.start(at, Math.random() * (noiseSeconds - 1));
      source.stop(end);
      return source;
    }
    const source = new OscillatorNode(this.context, { type: wave });
    slide(source.frequency);
    source.connect(envelope);
    source.start(at);
    source.stop(end);
    return source;
  }

  private noise(next: () => number): AudioBuffer {
    const rate = this.context.sampleRate;
    const buffer = new AudioBuffer({ length: rate * noiseSeconds, sampleRate: rate });
    const samples = buffer.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = next();
    return buffer;
  }
}
