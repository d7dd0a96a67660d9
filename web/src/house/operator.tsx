import { Dialog } from '../ui/dialog';
import { useModel } from '../ui/model';
import { LoginForm } from './account';
import type { HouseNeeds } from './needs';
import { useHouseWords } from './words';
import { useWorking } from './working';

/** The link that the first start prints makes whoever opens it the operator, once they have a password. */
export function Operator({ secret, needs, close }: { secret: string; needs: HouseNeeds; close(): void }) {
  const { world, visit, actions } = useModel();
  const words = useHouseWords();
  const [busy, run] = useWorking(needs);
  const me = world.me.value;
  const take = run(async () => needs.visit.know(await needs.api.becomeOperator(secret)));
  return (
    <Dialog title={words.operatorTitle} close={close}>
      {!me ? (
        <Stranger />
      ) : me.role === 'guest' ? (
        <>
          <p class="hint">{words.operatorHint}</p>
          <LoginForm needs={needs} />
        </>
      ) : me.role === 'operator' ? (
        <>
          <p>{words.operatorDone}</p>
          <a class="main" href="/admin">
            {words.operatorGo}
          </a>
        </>
      ) : (
        <button type="button" class="main" disabled={busy} onClick={take}>
          {words.operatorDo}
        </button>
      )}
    </Dialog>
  );

  /** Nobody yet: one comes in first, as everybody does. */
  function Stranger() {
    const { prefs } = useModel();
    return (
      <button type="button" class="main" disabled={visit.value !== 'door'} onClick={() => actions.enter()}>
        {prefs.words.value.comeIn}
      </button>
    );
  }
}
