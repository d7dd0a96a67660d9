import type { Screen } from '../ui/screen';
import type { Doze } from './doze';
import type { Visit } from './visit';

/** Less than that is the browser's own bars, not a keyboard. */
const keyboardAtLeast = 80;

/** What a hand on the page does. */
const touches = ['pointermove', 'pointerdown', 'wheel', 'keydown'] as const;

/** Hears what the window tells: its size, the keyboard over it, whether it is seen and touched, whether there is a network. */
export function watchWindow(screen: Screen, visit: Visit, doze: Doze): void {
  const viewport = visualViewport;
  const measure = () => {
    screen.width.value = innerWidth;
    if (!viewport) return;
    const covered = innerHeight - viewport.height - viewport.offsetTop;
    const zoomed = viewport.scale > 1.05;
    screen.keyboard.value = !zoomed && covered >= keyboardAtLeast ? Math.round(covered) : 0;
  };
  viewport?.addEventListener('resize', measure);
  viewport?.addEventListener('scroll', measure);
  addEventListener('resize', measure);
  measure();

  for (const touch of touches)
    addEventListener(touch, () => doze.touched(Date.now()), { passive: true, capture: true });
  addEventListener('online', () => visit.wake());
  addEventListener('offline', () => visit.cutOff());
  addEventListener('pagehide', () => visit.hide());
  document.addEventListener('visibilitychange', () => {
    screen.seen.value = !document.hidden;
    doze.touched(Date.now());
    if (document.hidden) visit.hide();
    else visit.wake();
  });
}
