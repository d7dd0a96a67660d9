import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Page } from '../ui/model';
import { useModel } from '../ui/model';
import { StudioContext, useClosetWords, useStudio } from './context';
import type { ClosetNeeds } from './needs';
import type { Dressing } from './pages';
import { Picker } from './picker';
import { SharedLook } from './shared';
import { Stage } from './stage';
import { Studio } from './studio';
import { Back, Rooms, Tools, WearIt } from './tools';
import { Worn } from './worn';

/** From this width on what is worn stands beside the racks instead of over them. */
const wide = 1280;

/** The pages of dressing. */
export function Closet({ needs }: { needs: ClosetNeeds }) {
  const { page, prefs, screen } = useModel();
  const studio = useMemo(() => new Studio(needs, prefs, screen), []);
  useEffect(() => () => studio.close(), []);
  if (!page.value) return null;
  return (
    <StudioContext.Provider value={studio}>
      <Titled page={page.value} />
      {page.value === 'look' ? (
        <SharedLook hash={needs.route.look.value ?? ''} />
      ) : (
        <Editor page={page.value} redrawn={needs.visit.redrawn} />
      )}
      <p class="unseen" role="status">
        {studio.told.value}
      </p>
    </StudioContext.Provider>
  );
}

/** The window's title says where one is, and goes back to what it was. */
function Titled({ page }: { page: Page }) {
  const { prefs } = useModel();
  const words = useClosetWords();
  const own = page === 'look' ? words.lookTitle : words[page];
  useEffect(() => {
    const before = document.title;
    document.title = `${own} · ${prefs.words.peek().street}`;
    return () => {
      document.title = before;
    };
  }, [own]);
  return null;
}

function Editor({ page, redrawn }: { page: Dressing; redrawn: ReadonlySignal<number> }) {
  const studio = useStudio();
  const { screen } = useModel();
  const words = useClosetWords();
  const { viewing } = studio;
  const beside = screen.width.value >= wide;
  useEffect(() => {
    void studio.open();
  }, []);
  useEffect(() => {
    if (redrawn.value > 0) void studio.refresh();
  }, [redrawn.value]);
  useKeys();
  return (
    <div class="closet">
      <Stage page={page}>
        <div class="stage-top">
          <Back />
          <Rooms page={page} />
        </div>
        {studio.failed.value && (
          <div class="closet-failed">
            <p>{words.failed}</p>
            <button type="button" class="main" onClick={() => void studio.open()}>
              {words.retry}
            </button>
          </div>
        )}
      </Stage>
      <div class="closet-tools">
        <h1 class="unseen">{words[page]}</h1>
        <Tools page={page} />
        <WearIt />
      </div>
      <Picker page={page} />
      {beside && <Worn />}
      {!beside && viewing.list.value && (
        <div class="sheet">
          <Worn close={() => (viewing.list.value = false)} />
        </div>
      )}
    </div>
  );
}

/**
 * Undo and redo by the keys everybody knows, where nobody is writing; Escape closes what lies over the rest. An open
 * dialog has all keys to itself.
 */
function useKeys(): void {
  const studio = useStudio();
  useEffect(() => {
    const down = (e: KeyboardEvent) => {
      if (document.querySelector('dialog:modal')) return;
      if (e.key === 'Escape' && studio.viewing.closeTop()) e.preventDefault();
      if (!(e.ctrlKey || e.metaKey) || e.altKey || e.isComposing) return;
      const target = e.target as HTMLElement;
      if (target.matches('input:not([type=range]), textarea')) return;
      const key = e.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      e.preventDefault();
      if (key === 'y' || e.shiftKey) studio.redo();
      else studio.undo();
    };
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }, []);
}
