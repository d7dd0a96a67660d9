import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ExpressionFace, expressions, Icon } from '../icons';
import { useModel, useWords } from '../model';
import { GestureIcon } from '../wheel/drawings';

const lineAtMost = 500;
/** A sign of writing is sent at most that often. */
const typingEvery = 2500;

/** Where one writes: to all, or, clearly marked, to one. */
export function ChatBar() {
  const { world, screen, actions } = useModel();
  const words = useWords();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const pill = useRef<HTMLDivElement>(null);
  const typed = useRef(0);
  const to = screen.whisperTo.value;
  const toName = to && world.people.value.find((p) => p.id === to)?.name;
  const over = [...text].length - lineAtMost;

  useBarHeight(pill);
  useLayoutEffect(() => {
    // Whoever left cannot be whispered to.
    if (to && toName === undefined) screen.whisperTo.value = undefined;
    else if (to) input.current?.focus();
  }, [to, toName]);

  const send = async () => {
    const line = text.trim();
    if (line === '' || over > 0) return;
    setText('');
    typed.current = 0;
    const sent = to ? await actions.whisper(to, line) : await actions.say(line);
    if (!sent) setText((now) => now || line);
  };
  const write = (value: string) => {
    setText(value);
    if (value !== '' && performance.now() - typed.current > typingEvery) {
      typed.current = performance.now();
      actions.typing(to);
    }
  };
  return (
    <form
      class={to ? 'bar whispering' : 'bar'}
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <div class="above">
        {screen.palette.value && <Palette />}
        {to && toName !== undefined && (
          <p class="whisper-mark">
            <Icon name="whisper" />
            <span>{words.whisperingTo(toName)}</span>
            <button
              type="button"
              class="tiny"
              onClick={() => (screen.whisperTo.value = undefined)}
              aria-label={words.stopWhispering}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
      <div class="pill" ref={pill}>
        <input
          ref={input}
          class="line"
          value={text}
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          aria-label={toName === undefined ? words.sayHere : words.whisperHere(toName)}
          placeholder={toName === undefined ? words.sayHere : words.whisperHere(toName)}
          onInput={(e) => write(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter') return;
            // The Enter that ends a conversion belongs to the input method; 229 is Safari's way to say so.
            if (e.isComposing || e.keyCode === 229) return;
            e.preventDefault();
            void send();
          }}
        />
        {over > 0 && <span class="over">{words.tooLong(over)}</span>}
        <button
          type="button"
          class="round"
          aria-expanded={screen.palette.value}
          aria-label={words.expressions}
          title={words.expressions}
          onClick={() => (screen.palette.value = !screen.palette.value)}
        >
          <ExpressionFace name={world.self.value?.expression ?? 'smile'} />
        </button>
        <WheelButton />
        <button type="submit" class="main send" disabled={text.trim() === '' || over > 0} aria-label={words.send}>
          <span>{words.send}</span>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

/** Opens the wheel; it shows what one is doing. */
function WheelButton() {
  const { world, screen } = useModel();
  const words = useWords();
  const open = screen.wheel.value !== undefined;
  return (
    <button
      type="button"
      class="round"
      aria-haspopup="menu"
      aria-expanded={open}
      aria-keyshortcuts="g"
      aria-label={words.gestures}
      title={words.gestures}
      onClick={() => (open ? screen.closeTop() : screen.openWheel())}
    >
      <GestureIcon name={world.self.value?.doing ?? 'wave'} />
    </button>
  );
}

/** The ten faces. */
function Palette() {
  const { world, screen, actions } = useModel();
  const words = useWords();
  const mine = world.self.value?.expression ?? 'neutral';
  const first = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => first.current?.querySelector('button')?.focus(), []);
  return (
    <fieldset class="palette" ref={first}>
      <legend class="unseen">{words.expressions}</legend>
      {expressions.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === mine}
          aria-label={words.faces[name]}
          title={words.faces[name]}
          onClick={() => {
            actions.express(name);
            screen.palette.value = false;
          }}
        >
          <ExpressionFace name={name} />
        </button>
      ))}
    </fieldset>
  );
}

/** Tells the screen how much of it the bar takes. */
function useBarHeight(pill: { current: HTMLElement | null }): void {
  const { screen } = useModel();
  useLayoutEffect(() => {
    const el = pill.current;
    if (!el) return;
    const measure = () => {
      const margin = Number.parseFloat(getComputedStyle(el).getPropertyValue('--bar-margin')) || 0;
      screen.barHeight.value = el.offsetHeight + margin * 2;
    };
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    measure();
    return () => {
      watch.disconnect();
      screen.barHeight.value = 0;
    };
  }, []);
}
