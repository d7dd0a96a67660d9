import { useClosetWords, useStudio } from './context';
import { OwnColour, Swatch, useStroke } from './dyes';
import type { Colour } from './recipe';
import { levelOf, levels, skinOf } from './tan';

/** The skin: the catalogue's five, every level between them, and any other colour. */
export function SkinField() {
  const studio = useStudio();
  const words = useClosetWords();
  const stroke = useStroke();
  const skins = studio.wardrobe.value?.skins ?? [];
  const { skin } = studio;
  if (skins.length === 0) return null;
  const level = levelOf(skin, skins);
  const most = levels(skins);
  const become = (colour: Colour, stroke?: string) => studio.step({ type: 'skin', colour, ...(stroke && { stroke }) });
  return (
    <fieldset class="dye-field">
      <legend>{words.skin}</legend>
      <div class="skins">
        {skins.map((colour, i) => (
          <Swatch
            key={colour}
            colour={colour}
            label={words.skinNames[i] ?? words.colour(colour)}
            pressed={colour === skin}
            act={() => become(colour)}
          />
        ))}
      </div>
      <label class="slider tanning">
        <span>{words.tanning}</span>
        <input
          type="range"
          min={0}
          max={most}
          step={1}
          value={level}
          aria-valuetext={words.tanLevel(level, most)}
          style={{ '--track': `linear-gradient(to right, ${skins.join(', ')})` }}
          onInput={(e) => become(skinOf(Number(e.currentTarget.value), skins), stroke.name())}
          onChange={stroke.end}
        />
      </label>
      <OwnColour colour={skin} mix={become} />
    </fieldset>
  );
}
