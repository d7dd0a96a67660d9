import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LineView, PersonView, VisitorID } from '../wire/types';
import { Portrait } from './avatar';
import { ExpressionFace, expressions, Icon, type IconName } from './icons';
import { joinable } from './joins';
import { useModel, useWords } from './model';

const width = 220;
/** Of somebody's menu, and of one's own. */
const heights = [324, 336] as const;
const margin = 10;

/** What one can do with somebody, beside where they were clicked. */
export function PersonMenu() {
  const { screen, world, sights } = useModel();
  const words = useWords();
  const open = screen.menu.value;
  const person = open && world.people.value.find((p) => p.id === open.who);
  const name = person?.name ?? open?.line?.name;
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    menu.current?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
    const away = (e: PointerEvent) => {
      if (!menu.current?.contains(e.target as Node)) screen.menu.value = undefined;
    };
    addEventListener('pointerdown', away, true);
    return () => removeEventListener('pointerdown', away, true);
  }, [open?.who]);
  if (!open || name === undefined) return null;

  const own = open.who === world.me.value?.id;
  const height = heights[Number(own)]!;
  const { x, y, w, h } = sights.camera();
  const left = Math.max(x + margin, Math.min(open.at.x + 24, x + w - width - margin));
  const top = Math.max(y + margin, Math.min(open.at.y - height / 2, y + h - height - margin));
  return (
    <div
      ref={menu}
      class="menu"
      role="dialog"
      aria-label={words.menuOf(name)}
      style={{ left: `${left}px`, top: `${top}px`, width: `${width}px` }}
    >
      <header>
        <Portrait outfit={person?.outfit} />
        <b dir="auto">{name}</b>
        <button type="button" class="tiny" aria-label={words.close} onClick={() => (screen.menu.value = undefined)}>
          <Icon name="close" />
        </button>
      </header>
      {own ? (
        <OwnChoices />
      ) : (
        <>
          {person && !open.line && <Choices person={person} />}
          <Distance who={open.who} name={name} {...(open.line && { line: open.line })} />
        </>
      )}
    </div>
  );
}

function Choices({ person }: { person: PersonView }) {
  const { screen, world, actions } = useModel();
  const words = useWords();
  const { id } = person;
  const dance = joinable(person, world.self.value);
  return (
    <>
      {dance && <Choice icon="join" text={words.joinIn[dance]} act={() => actions.express(dance)} />}
      <Choice icon="whisper" text={words.whisper} act={() => (screen.whisperTo.value = id)} />
      <Choice icon="wears" text={words.wears} act={() => screen.showWears(id)} />
    </>
  );
}

/** How one keeps somebody away, and tells staff. */
function Distance({ who, name, line }: { who: VisitorID; name: string; line?: LineView }) {
  const { screen, world, actions } = useModel();
  const words = useWords();
  return (
    <>
      {world.ignored.value.has(who) ? (
        <Choice icon="mute" text={words.heed} act={() => actions.heed(who)} />
      ) : (
        <Choice icon="mute" text={words.ignore} act={() => actions.ignore(who, name)} />
      )}
      {world.blocked.value.has(who) ? (
        <Choice icon="block" text={words.unblock} act={() => actions.unblock(who)} />
      ) : (
        <Choice icon="block" text={words.block} act={() => actions.block(who, name)} />
      )}
      <Choice
        icon="flag"
        text={words.report}
        act={() => (screen.desk.value = { kind: 'report', who, name, ...(line && { line }) })}
      />
    </>
  );
}

function OwnChoices() {
  const { screen, world, actions } = useModel();
  const words = useWords();
  return (
    <>
      <div class="palette small-faces">
        {expressions.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === (world.self.value?.expression ?? 'neutral')}
            aria-label={words.faces[name]}
            onClick={() => {
              actions.express(name);
              screen.menu.value = undefined;
            }}
          >
            <ExpressionFace name={name} />
          </button>
        ))}
      </div>
      <Choice icon="wave" text={words.gestures} act={() => screen.openWheel()} />
      {world.self.value?.seat && <Choice icon="seat" text={words.standUp} act={() => actions.stand()} />}
      <Choice icon="hanger" text={words.changeClothes} act={() => actions.openPage('closet')} />
      <Choice icon="wears" text={words.wears} act={() => screen.showWears(world.me.value!.id)} />
      <Choice icon="edit" text={words.yourLook} act={() => (screen.panel.value = 'settings')} />
    </>
  );
}

function Choice({ icon, text, act }: { icon: IconName; text: string; act(): void }) {
  const { screen } = useModel();
  const choose = () => {
    screen.menu.value = undefined;
    act();
  };
  return (
    <button type="button" class="choice" onClick={choose}>
      <Icon name={icon} />
      {text}
    </button>
  );
}
