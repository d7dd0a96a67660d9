import { useSignal } from '@preact/signals';
import { comeAnew } from '../app/visited';
import { Dialog } from '../ui/dialog';
import { Field } from './field';
import type { HouseNeeds } from './needs';
import { passkeysWork, signWithPasskey } from './passkey';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** Signs in, by password or by a recovery code. */
export function SignIn({ needs, close }: { needs: HouseNeeds; close(): void }) {
  const words = useHouseWords();
  const login = useSignal('');
  const password = useSignal('');
  const code = useSignal('');
  const lost = useSignal(false);
  const [busy, run] = useWorking(needs);
  const enter = run(async () => {
    if (lost.value) await needs.api.recover(login.value, code.value, password.value);
    else await needs.api.signIn(login.value, password.value);
    comeAnew(true);
  });
  const byPasskey = run(async () => {
    await needs.api.passkeySignIn(await signWithPasskey(await needs.api.beginPasskeySignIn()));
    comeAnew(true);
  });
  return (
    <Dialog title={words.signInTitle} close={close}>
      <form class="house-form" onSubmit={enter}>
        <p class="hint">{words.signInHint}</p>
        <Field label={words.name} value={login} complete="username" />
        {lost.value && <Field label={words.code} value={code} complete="one-time-code" />}
        <Field
          label={lost.value ? words.passwordNew : words.password}
          value={password}
          secret
          complete={lost.value ? 'new-password' : 'current-password'}
          {...(lost.value && { hint: words.passwordHint })}
        />
        <button type="submit" class="main" disabled={busy || !login.value || !password.value}>
          {lost.value ? words.recover : words.signIn}
        </button>
        {needs.visit.signIn.value && !lost.value && (
          <a class="small" href="/signin/oidc">
            {words.signInBy(needs.visit.signIn.value)}
          </a>
        )}
        {passkeysWork() && !lost.value && (
          <button type="button" class="small" disabled={busy} onClick={byPasskey}>
            {words.passkeySignIn}
          </button>
        )}
        {lost.value ? (
          <p class="hint">{words.forgotHint}</p>
        ) : (
          <button type="button" class="quiet" onClick={() => (lost.value = true)}>
            {words.forgot}
          </button>
        )}
      </form>
    </Dialog>
  );
}

/** Chooses another password, with a link of staff's. */
export function Reset({ secret, needs, close }: { secret: string; needs: HouseNeeds; close(): void }) {
  const words = useHouseWords();
  const password = useSignal('');
  const [busy, run] = useWorking(needs);
  const choose = run(async () => {
    await needs.api.resetPassword(secret, password.value);
    comeAnew(true);
  });
  return (
    <Dialog title={words.resetTitle} close={close}>
      <form class="house-form" onSubmit={choose}>
        <Field label={words.passwordNew} hint={words.passwordHint} value={password} secret complete="new-password" />
        <button type="submit" class="main" disabled={busy || !password.value}>
          {words.resetDo}
        </button>
      </form>
    </Dialog>
  );
}
