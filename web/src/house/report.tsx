import { useSignal } from '@preact/signals';
import { Dialog } from '../ui/dialog';
import { useModel } from '../ui/model';
import type { Desk } from '../ui/screen';
import type { Report as Told } from '../wire/types';
import type { HouseNeeds } from './needs';
import { useHouseWords } from './words';
import { useWorking } from './working';

const reasons: readonly Told['reason'][] = [
  'harassment',
  'sexual',
  'minor',
  'hate',
  'threat',
  'spam',
  'impersonation',
  'other',
];

/** Tells staff about somebody. What goes with it is said on the way to the button. */
export function Report({
  about,
  needs,
  close,
}: {
  about: Extract<Desk, { kind: 'report' }>;
  needs: HouseNeeds;
  close(): void;
}) {
  const { world, screen, actions } = useModel();
  const words = useHouseWords();
  const reason = useSignal<Told['reason'] | undefined>(undefined);
  const note = useSignal('');
  const block = useSignal(!world.blocked.peek().has(about.who));
  const [busy, run] = useWorking(needs);
  const send = run(async () => {
    const room = world.view.peek()?.room.id;
    if (!room || !reason.value) return;
    await needs.api.report(room, {
      about: about.who,
      reason: reason.value,
      ...(about.line && { line: about.line.position }),
      ...(note.value.trim() && { note: note.value.trim() }),
    });
    if (block.value) actions.block(about.who, about.name);
    screen.say(words.reportSent);
    close();
  });
  return (
    <Dialog title={words.reportTitle(about.name)} close={close}>
      <form class="house-form" onSubmit={send}>
        {about.line && (
          <blockquote class="house-line" dir="auto">
            {about.line.text}
          </blockquote>
        )}
        <fieldset>
          <legend class="hint">{words.reportWhy}</legend>
          <span class="house-reasons">
            {reasons.map((one) => (
              <button
                key={one}
                type="button"
                class="small"
                aria-pressed={reason.value === one}
                onClick={() => (reason.value = one)}
              >
                {words.reasons[one]}
              </button>
            ))}
          </span>
        </fieldset>
        <label class="field">
          {words.reportNote}
          <textarea maxLength={1000} value={note.value} onInput={(e) => (note.value = e.currentTarget.value)} />
        </label>
        <label class="check">
          <input type="checkbox" checked={block.value} onChange={(e) => (block.value = e.currentTarget.checked)} />
          <span>{words.reportBlock}</span>
        </label>
        <p class="house-consent" id="report-consent">
          {words.reportConsent}
        </p>
        <button type="submit" class="main" disabled={!reason.value || busy} aria-describedby="report-consent">
          {words.reportSend}
        </button>
      </form>
    </Dialog>
  );
}
