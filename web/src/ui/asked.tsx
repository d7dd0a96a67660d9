import { useRef } from 'preact/hooks';
import { Icon } from './icons';
import { useModel, useWords } from './model';

/**
 * Somebody takes a photo: may one be in it? The question takes no focus from whoever is writing; it is announced, and
 * stands in the order of Tab right before the chat bar. After the answer the focus goes back to where it came from.
 */
export function Asked() {
  const { asking, actions } = useModel();
  const words = useWords();
  const by = asking.by.value;
  const before = useRef<EventTarget | null>(null);
  const answer = (photos: 'yes' | 'no') => {
    asking.close();
    actions.agree(photos);
    const back = before.current instanceof HTMLElement ? before.current : document.querySelector<HTMLElement>('.scene');
    back?.focus({ preventScroll: true });
  };
  return (
    <>
      <p class="unseen" role="status">
        {by && words.photosAsked(by.name)}
      </p>
      {by && (
        <section
          class="asked"
          role="dialog"
          aria-labelledby="asked-title"
          onFocusIn={(e) => {
            asking.hold();
            if (!e.currentTarget.contains(e.relatedTarget as Node | null)) before.current = e.relatedTarget;
          }}
          onFocusOut={() => asking.wait()}
          onPointerEnter={() => asking.hold()}
          onPointerLeave={() => asking.wait()}
        >
          <h2 id="asked-title" dir="auto">
            <Icon name="camera" />
            {words.photosAsked(by.name)}
          </h2>
          <div class="asked-answers">
            <button type="button" class="main" onClick={() => answer('yes')}>
              {words.photosYes}
            </button>
            <button type="button" class="small" onClick={() => answer('no')}>
              {words.photosNo}
            </button>
          </div>
          <p class="hint">{words.photosLater}</p>
        </section>
      )}
    </>
  );
}
