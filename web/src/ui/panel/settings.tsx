import { useState } from 'preact/hooks';
import { Icon } from '../icons';
import { LanguageSwitch } from '../language';
import { LookFields } from '../look';
import { useModel, useWords } from '../model';
import { powers, textSizes } from '../prefs';

/** Everything one may set, and the way out. */
export function Settings() {
  const { prefs, link, actions } = useModel();
  const words = useWords();
  return (
    <div class="panel-body settings">
      <OwnLook />
      <section>
        <h3>{words.language}</h3>
        <LanguageSwitch prefs={prefs} />
      </section>
      <section>
        <h3>{words.textSize}</h3>
        <fieldset class="switch sizes">
          <legend class="unseen">{words.textSize}</legend>
          {textSizes.map((size) => (
            <button
              key={size}
              type="button"
              aria-pressed={prefs.textSize.value === size}
              onClick={() => (prefs.textSize.value = size)}
            >
              {size}%
            </button>
          ))}
        </fieldset>
      </section>
      <section>
        <label class="check">
          <input
            type="checkbox"
            checked={prefs.lessMotion.value}
            onChange={(e) => (prefs.lessMotion.value = e.currentTarget.checked)}
          />
          <span>
            {words.motion}
            <small>{words.motionHint}</small>
          </span>
        </label>
      </section>
      <Sound />
      <section>
        <h3>{words.power}</h3>
        <fieldset class="switch powers">
          <legend class="unseen">{words.power}</legend>
          {powers.map((power) => (
            <button
              key={power}
              type="button"
              aria-pressed={prefs.power.value === power}
              onClick={() => (prefs.power.value = power)}
            >
              {words.powers[power]}
            </button>
          ))}
        </fieldset>
        <p class="hint">{words.powerHint}</p>
      </section>
      <Photos />
      <Follow />
      <Membership />
      <KeepLink />
      <section>
        <h3>{words.connection}</h3>
        <p class="hint">
          {link.value.phase === 'live' ? words.live : words.connecting} · {words.transport[link.value.transport]}
        </p>
        <p class="hint">{words.keys}</p>
      </section>
      <button type="button" class="leave" onClick={() => actions.leave()}>
        <Icon name="exit" />
        {words.leave}
      </button>
    </div>
  );
}

/** Off until asked for. */
function Sound() {
  const { prefs } = useModel();
  const words = useWords();
  return (
    <section>
      <label class="check">
        <input
          type="checkbox"
          aria-keyshortcuts="m"
          checked={prefs.sound.value}
          onChange={(e) => (prefs.sound.value = e.currentTarget.checked)}
        />
        <span>
          {words.sound}
          <small>{words.soundHint}</small>
        </span>
      </label>
      {prefs.sound.value && (
        <input
          type="range"
          class="volume"
          aria-label={words.volume}
          min={0}
          max={100}
          step={5}
          value={prefs.volume.value}
          onInput={(e) => (prefs.volume.value = e.currentTarget.valueAsNumber)}
        />
      )}
    </section>
  );
}

function OwnLook() {
  const { look, screen, actions } = useModel();
  const words = useWords();
  const [draft, setDraft] = useState(look.value);
  const changed = draft.name.trim() !== look.value.name || draft.outfit !== look.value.outfit;
  const save = async (event: Event) => {
    event.preventDefault();
    if (await actions.change({ ...draft, name: draft.name.trim() })) screen.say(words.saved);
  };
  return (
    <form onSubmit={save}>
      <h3>{words.yourLook}</h3>
      <LookFields look={draft} change={setDraft} />
      <button type="submit" class="main" disabled={!changed || draft.name.trim() === ''}>
        {words.save}
      </button>
    </form>
  );
}

/** May one be in others' photos? Until one has answered, only as a silhouette. */
function Photos() {
  const { world, actions } = useModel();
  const words = useWords();
  return (
    <section>
      <h3>{words.photos}</h3>
      <label class="check">
        <input
          type="checkbox"
          checked={world.me.value?.photos === 'yes'}
          onChange={(e) => actions.agree(e.currentTarget.checked ? 'yes' : 'no')}
        />
        <span>
          {words.photosMay}
          <small>{words.photosMayHint}</small>
        </span>
      </label>
    </section>
  );
}

/** May others come along when one walks on? */
function Follow() {
  const { world, actions } = useModel();
  const words = useWords();
  return (
    <section>
      <h3>{words.follow}</h3>
      <label class="check">
        <input
          type="checkbox"
          checked={world.me.value?.follow ?? false}
          onChange={(e) => actions.letFollow(e.currentTarget.checked)}
        />
        <span>
          {words.followMay}
          <small>{words.followMayHint}</small>
        </span>
      </label>
    </section>
  );
}

/** One's account, and what staff had to say. */
function Membership() {
  const { world, screen } = useModel();
  const words = useWords();
  const member = world.me.value && world.me.value.role !== 'guest';
  return (
    <section>
      <h3>{words.member}</h3>
      <p class="hint">{words.memberHint}</p>
      <span class="answers">
        <button type="button" class="small" onClick={() => (screen.desk.value = { kind: 'account' })}>
          <Icon name="key" />
          {member ? words.memberManage : words.memberMake}
        </button>
        {!member && (
          <button type="button" class="small" onClick={() => (screen.desk.value = { kind: 'signIn' })}>
            {words.signIn}
          </button>
        )}
        {world.measures.value.length > 0 && (
          <button type="button" class="small" onClick={() => (screen.desk.value = { kind: 'measures' })}>
            <Icon name="house" />
            {words.measures}
          </button>
        )}
      </span>
    </section>
  );
}

function KeepLink() {
  const { actions, screen } = useModel();
  const words = useWords();
  const [url, setUrl] = useState<string>();
  const copy = (text: string) =>
    navigator.clipboard?.writeText(text).then(
      () => screen.say(words.copied),
      () => undefined,
    );
  return (
    <section>
      <h3>{words.keepTitle}</h3>
      <p class="hint">{words.keepHint}</p>
      {url === undefined ? (
        <button type="button" class="small" onClick={async () => setUrl(await actions.keep())}>
          <Icon name="link" />
          {words.keepMake}
        </button>
      ) : (
        <span class="name-row">
          <input readOnly value={url} aria-label={words.keepTitle} onFocus={(e) => e.currentTarget.select()} />
          <button
            type="button"
            class="round"
            onClick={() => copy(url)}
            aria-label={words.keepCopy}
            title={words.keepCopy}
          >
            <Icon name="copy" />
          </button>
        </span>
      )}
    </section>
  );
}
