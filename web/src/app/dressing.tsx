import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ClosetNeeds } from '../closet';
import { useModel } from '../ui/model';

/** The pages of dressing, over the street. They are loaded when the first of them is opened. */
export function Dressing({ needs }: { needs: ClosetNeeds }) {
  const { page, screen, actions, prefs } = useModel();
  const [Closet, setCloset] = useState<FunctionComponent<{ needs: ClosetNeeds }>>();
  const open = page.value !== undefined;
  useEffect(() => {
    if (!open || Closet) return;
    import('../closet').then(
      (closet) => setCloset(() => closet.Closet),
      (fault: unknown) => {
        console.error(fault);
        screen.say(prefs.words.peek().unanswered);
        actions.closePage();
      },
    );
  }, [open]);
  if (!open) return null;
  return Closet ? <Closet needs={needs} /> : <div class="closet-coming" />;
}
