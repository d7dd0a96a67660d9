import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icons';
import { useModel, useWords } from './model';

/** Something that is done before one goes on: over everything else, closed by Escape, its button or a click beside it. */
export function Dialog({ title, close, children }: { title: string; close(): void; children: ComponentChildren }) {
  const words = useWords();
  const { toast } = useModel().screen;
  const dialog = useRef<HTMLDialogElement>(null);
  const saidBefore = useRef(toast.peek()?.key).current;
  const said = toast.value?.key === saidBefore ? undefined : toast.value;
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => before?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={id}
      onClose={close}
      onClick={(e) => {
        if (e.target === dialog.current) close();
      }}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key === 'Escape') close();
      }}
    >
      <div class="dialog-body">
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" class="tiny" aria-label={words.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
      {/* What is said below an open dialog nobody sees. */}
      <p class="toast" role="status" key={said?.key}>
        {said?.text}
      </p>
    </dialog>
  );
}
