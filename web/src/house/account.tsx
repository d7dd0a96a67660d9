import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { comeAnew } from '../app/visited';
import { Dialog } from '../ui/dialog';
import { useModel } from '../ui/model';
import type { SessionList } from '../wire/types';
import { Field } from './field';
import type { HouseNeeds } from './needs';
import { Own } from './own';
import { Passkeys } from './passkeys';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** A guest becomes a member; a member sees where they are signed in. */
export function Account({ needs, close }: { needs: HouseNeeds; close(): void }) {
  const { world } = useModel();
  const words = useHouseWords();
  const member = world.me.value && world.me.value.role !== 'guest';
  return (
    <Dialog title={member ? words.accountTitle : words.makeTitle} close={close}>
      {member ? (
        <>
          <Sessions needs={needs} />
          <Codes needs={needs} />
          <details>
            <summary>{words.change}</summary>
            <LoginForm needs={needs} />
          </details>
        </>
      ) : (
        <LoginForm needs={needs} />
      )}
      <Passkeys needs={needs} />
      <Own needs={needs} />
    </Dialog>
  );
}

/** A name and password to sign in with. */
export function LoginForm({ needs }: { needs: HouseNeeds }) {
  const { world, screen } = useModel();
  const words = useHouseWords();
  const member = world.me.value && world.me.value.role !== 'guest';
  const login = useSignal('');
  const password = useSignal('');
  const current = useSignal('');
  const [busy, run] = useWorking(needs);
  const save = run(async () => {
    needs.visit.know(await needs.api.setLogin(login.value, password.value, current.value));
    screen.say(member ? words.changed : words.made);
    password.value = '';
    current.value = '';
  });
  return (
    <form class="house-form" onSubmit={save}>
      {!member && <p class="hint">{words.makeHint}</p>}
      <Field label={words.name} hint={words.nameHint} value={login} complete="username" />
      {member && <Field label={words.passwordNow} value={current} secret complete="current-password" />}
      <Field
        label={member ? words.passwordNew : words.password}
        hint={words.passwordHint}
        value={password}
        secret
        complete="new-password"
      />
      <button type="submit" class="main" disabled={busy || !login.value || !password.value}>
        {member ? words.change : words.make}
      </button>
    </form>
  );
}

/** Where one is signed in, and how to end that. */
function Sessions({ needs }: { needs: HouseNeeds }) {
  const { prefs } = useModel();
  const words = useHouseWords();
  const list = useSignal<SessionList | undefined>(undefined);
  const [busy, run] = useWorking(needs);
  const read = async () => {
    list.value = await needs.api.sessions();
  };
  useEffect(() => run(read)(), []);
  const when = (at: number) =>
    new Date(at).toLocaleString(prefs.lang.value, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section class="house-form">
      <h3>{words.sessions}</h3>
      <ul class="house-list">
        {list.value?.sessions.map(({ id, agent, since, used }) => (
          <li key={id}>
            <span class="row-head">
              <b>{agent || words.somewhere}</b>
              {id === list.value?.current && <small>{words.thisOne}</small>}
              <button
                type="button"
                class="small"
                disabled={busy}
                onClick={run(async () => {
                  await needs.api.endSession(id);
                  if (id === list.value?.current) comeAnew(false);
                  else await read();
                })}
              >
                {words.signOut}
              </button>
            </span>
            <small>
              {words.since(when(since))} · {words.used(when(used))}
            </small>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="small"
        disabled={busy}
        onClick={run(async () => {
          await needs.api.endSessions();
          comeAnew(false);
        })}
      >
        {words.signOutAll}
      </button>
    </section>
  );
}

/** Codes for whoever loses their password. */
function Codes({ needs }: { needs: HouseNeeds }) {
  const words = useHouseWords();
  const codes = useSignal<readonly string[]>([]);
  const [busy, run] = useWorking(needs);
  return (
    <section class="house-form">
      <h3>{words.codes}</h3>
      <p class="hint">{codes.value.length > 0 ? words.codesOnce : words.codesHint}</p>
      {codes.value.length > 0 ? (
        <ul class="house-codes">
          {codes.value.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      ) : (
        <button
          type="button"
          class="small"
          disabled={busy}
          onClick={run(async () => {
            codes.value = await needs.api.recoveryCodes();
          })}
        >
          {words.codesMake}
        </button>
      )}
    </section>
  );
}
