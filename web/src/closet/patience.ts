import { Refused } from '../net/errors';

const later = new Set(['slow_down', 'busy', 'unavailable']);
/** Milliseconds to wait where the server does not say. */
const pause = 700;

/** Asks again, after the time it was told to wait, whoever was told to come later; until the signal ends it. */
export async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Refused && later.has(error.code))) throw error;
      await waited(error.retryAfterMs ?? pause, signal);
    }
  }
}

const waited = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
