import { useEffect } from 'preact/hooks';
import { Icon } from '../ui/icons';
import { useModel } from '../ui/model';
import { useClosetWords, useStudio } from './context';
import { Stage } from './stage';
import { Back } from './tools';

/** A look that somebody shares: to be seen from all sides, and tried on. */
export function SharedLook({ hash }: { hash: string }) {
  const studio = useStudio();
  const { actions, prefs } = useModel();
  const words = useClosetWords();
  useEffect(() => {
    void studio.openShared(hash);
  }, [hash]);
  const look = studio.shared.value;
  return (
    <div class="closet shared">
      <Stage page="look">
        <div class="stage-top">
          <Back />
        </div>
      </Stage>
      <section class="shared-card" aria-labelledby="shared-title">
        <h1 id="shared-title">{studio.failed.value ? words.lookGone : words.lookTitle}</h1>
        {look && (
          <>
            <p class="hint">{words.lookLead}</p>
            <button
              type="button"
              class="main"
              onClick={() => {
                studio.tryShared();
                actions.openPage('closet');
              }}
            >
              <Icon name="hanger" />
              {words.tryOn}
            </button>
          </>
        )}
        <button type="button" class="small" onClick={() => actions.closePage()}>
          {words.toStreet}
        </button>
        {look && (
          <details class="credits" open>
            <summary>{words.credits}</summary>
            <ul>
              {look.credits.map(({ item, name, author, license }) => (
                <li key={item}>
                  <b>{name[prefs.lang.value]}</b> <small>{words.by(author, license)}</small>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </div>
  );
}
