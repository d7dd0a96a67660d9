import { useRef, useState } from 'preact/hooks';
import { useClosetWords, useStudio } from './context';
import { Mixer } from './mixer';
import { swatches } from './palettes';
import type { Colour, Garment, SlotID } from './recipe';
import type { Studio } from './studio';

/** One colour of a garment. */
export interface WornDye {
  name: string;
  drawn: Colour;
  colour: Colour;
}

/** The colours somebody may choose for a garment, the main one first: the skin's is the body's alone. */
export function dyesOf(studio: Studio, { item, dyes }: Garment): WornDye[] {
  const known = studio.rules.value.item(item);
  return Object.entries(known?.dyes ?? {})
    .filter(([name]) => name !== 'skin' || known?.slot === 'body')
    .toSorted(([a], [b]) => Number(b === 'main') - Number(a === 'main'))
    .map(([name, drawn]) => ({ name, drawn, colour: name === 'skin' ? studio.skin : (dyes?.[name] ?? drawn) }));
}

interface DyeFieldsProps {
  garment: Garment;
  /** Which of its colours is being chosen; the first when it has none of that name. */
  dye: string | undefined;
  pick(dye: string): void;
}

/** The colours of one garment: which of them, swatches, and a mixer for any other. */
export function DyeFields({ garment, dye, pick }: DyeFieldsProps) {
  const studio = useStudio();
  const words = useClosetWords();
  const { item } = garment;
  const dyes = dyesOf(studio, garment);
  const chosen = dyes.find(({ name }) => name === dye) ?? dyes[0];
  if (!chosen) return null;
  const slot = studio.rules.value.slot(item);
  const become = (colour: Colour | undefined, stroke?: string) => {
    if (chosen.name === 'skin')
      studio.step({ type: 'skin', colour: colour ?? chosen.drawn, ...(stroke && { stroke }) });
    else studio.step({ type: 'dye', item, dye: chosen.name, colour, ...(stroke && { stroke }) });
  };
  return (
    <div class="dyes">
      {dyes.length > 1 && (
        <fieldset class="dye-names">
          <legend class="unseen">{words.dyesOf(studio.nameOf(item))}</legend>
          {dyes.map(({ name, colour }, i) => (
            <button key={name} type="button" aria-pressed={name === chosen.name} onClick={() => pick(name)}>
              <i style={{ background: colour }} />
              {words.dyeNames[name] ?? words.dye(i + 1)}
            </button>
          ))}
        </fieldset>
      )}
      <Swatches
        colours={swatches(slot, chosen.name, studio.wardrobe.value?.skins ?? [])}
        chosen={chosen.colour}
        drawn={chosen.drawn}
        choose={become}
      />
      <OwnColour key={chosen.name} colour={chosen.colour} mix={become} />
    </div>
  );
}

/** The colours of what is worn of a slot, where one comes for colours in the first place. */
export function SlotDyes({ slot }: { slot: SlotID }) {
  const studio = useStudio();
  const words = useClosetWords();
  const [dye, pick] = useState<string>();
  const garment = studio.recipe.wear.findLast(({ item }) => studio.rules.value.slot(item) === slot);
  if (!garment || dyesOf(studio, garment).length === 0) return null;
  return (
    <fieldset class="dye-field">
      <legend>{words.dyesOf(studio.nameOf(garment.item))}</legend>
      <DyeFields garment={garment} dye={dye} pick={pick} />
    </fieldset>
  );
}

interface SwatchesProps {
  colours: readonly Colour[];
  chosen: Colour;
  /** The colour the item is drawn in, to go back to. */
  drawn: Colour;
  choose(colour: Colour | undefined): void;
}

function Swatches({ colours, chosen, drawn, choose }: SwatchesProps) {
  const words = useClosetWords();
  return (
    <div class="swatches">
      <Swatch colour={drawn} label={words.asDrawn} pressed={chosen === drawn} own act={() => choose(undefined)} />
      {colours
        .filter((colour) => colour !== drawn)
        .map((colour) => (
          <Swatch
            key={colour}
            colour={colour}
            label={words.colour(colour)}
            pressed={colour === chosen}
            act={() => choose(colour)}
          />
        ))}
    </div>
  );
}

interface SwatchProps {
  colour: Colour;
  label: string;
  pressed: boolean;
  /** Marks the colour as drawn. */
  own?: boolean;
  act(): void;
}

export function Swatch({ colour, label, pressed, own = false, act }: SwatchProps) {
  return (
    <button
      type="button"
      class={own ? 'swatch own' : 'swatch'}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={act}
    >
      <i style={{ background: colour }} />
    </button>
  );
}

/** Any other colour; one drag through it is one step back. */
export function OwnColour({ colour, mix }: { colour: Colour; mix(colour: Colour, stroke: string): void }) {
  const words = useClosetWords();
  const stroke = useStroke();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" class="quiet own-colour" aria-expanded={open} onClick={() => setOpen(!open)}>
        <i class="rainbow" />
        {words.ownColour}
      </button>
      {open && <Mixer colour={colour} mix={(next) => mix(next, stroke.name())} settled={stroke.end} />}
    </>
  );
}

/** The name of a drag through colours: all its steps are undone at once. */
export function useStroke() {
  const studio = useStudio();
  const current = useRef<string | undefined>(undefined);
  return {
    name: () => (current.current ??= studio.newStroke()),
    end: () => (current.current = undefined),
  };
}
