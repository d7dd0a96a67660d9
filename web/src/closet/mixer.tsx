import { useEffect, useState } from 'preact/hooks';
import { fromHsv, type Hsv, hsv, readColour } from './colour';
import { useClosetWords } from './context';
import type { Colour } from './recipe';

interface MixerProps {
  colour: Colour;
  /** Called all the while something is dragged. */
  mix(colour: Colour): void;
  /** The hand was lifted: what follows is another stroke. */
  settled(): void;
}

/** Hue, saturation and brightness as three sliders, which fingers and keys both work, and the colour's code. */
export function Mixer({ colour, mix, settled }: MixerProps) {
  const words = useClosetWords();
  // Grey has no hue and black no saturation: the sliders remember where they were.
  const [held, setHeld] = useState<Hsv>(() => hsv(colour));
  const [typed, setTyped] = useState(colour);
  const now = fromHsv(held) === colour ? held : hsv(colour);
  useEffect(() => setTyped(colour), [colour]);

  const change = (part: Partial<Hsv>) => {
    const next = { ...now, ...part };
    setHeld(next);
    mix(fromHsv(next));
  };
  const { h, s, v } = now;
  const track = (...colours: Colour[]) => ({ '--track': `linear-gradient(to right, ${colours.join(', ')})` });
  const rainbow = [0, 60, 120, 180, 240, 300, 360].map((hue) => fromHsv({ h: hue, s: 0.75, v: 0.95 }));
  return (
    <div class="mixer">
      <Slider
        label={words.hue}
        value={h}
        most={360}
        style={track(...rainbow)}
        set={(h) => change({ h })}
        settled={settled}
      />
      <Slider
        label={words.saturation}
        value={s * 100}
        most={100}
        style={track(fromHsv({ h, s: 0, v }), fromHsv({ h, s: 1, v }))}
        set={(s) => change({ s: s / 100 })}
        settled={settled}
      />
      <Slider
        label={words.brightness}
        value={v * 100}
        most={100}
        style={track('#000000', fromHsv({ h, s, v: 1 }))}
        set={(v) => change({ v: v / 100 })}
        settled={settled}
      />
      <label class="code">
        <i style={{ background: colour }} />
        <span>{words.code}</span>
        <input
          type="text"
          value={typed}
          maxLength={7}
          autocomplete="off"
          spellcheck={false}
          onInput={(e) => {
            setTyped(e.currentTarget.value);
            const read = readColour(e.currentTarget.value);
            if (read) mix(read);
          }}
          onChange={settled}
        />
      </label>
    </div>
  );
}

interface SliderProps {
  label: string;
  value: number;
  most: number;
  style: Record<string, string>;
  set(value: number): void;
  settled(): void;
}

function Slider({ label, value, most, style, set, settled }: SliderProps) {
  return (
    <label class="slider">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={most}
        step={1}
        value={Math.round(value)}
        style={style}
        onInput={(e) => set(Number(e.currentTarget.value))}
        onChange={settled}
      />
    </label>
  );
}
