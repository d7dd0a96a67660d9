import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './gestures';
import { HOLD_MS, HOLD_SLOP } from './hold';

const handlers = {
  tap: vi.fn(),
  doubleTap: vi.fn(),
  pan: vi.fn(),
  pinch: vi.fn(),
  hover: vi.fn(),
  holds: vi.fn(),
  rest: vi.fn(),
  hold: vi.fn(),
};
let element: EventTarget;
let silence: () => void;

function fire(type: string, x: number, y: number, more: object = {}): Event {
  const event = Object.assign(new Event(type, { cancelable: true }), {
    button: 0,
    pointerId: 1,
    pointerType: 'touch',
    offsetX: x,
    offsetY: y,
    ...more,
  });
  element.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  handlers.holds.mockReturnValue(true);
  element = Object.assign(new EventTarget(), { setPointerCapture() {} });
  silence = listen(element as HTMLElement, handlers);
});

afterEach(() => {
  silence();
  vi.useRealTimers();
});

test('a press that rests is a hold, and then neither tap nor pan', () => {
  fire('pointerdown', 50, 60);
  expect(handlers.rest).toHaveBeenLastCalledWith([50, 60]);
  fire('pointermove', 50 + HOLD_SLOP - 1, 60);
  vi.advanceTimersByTime(HOLD_MS - 1);
  expect(handlers.hold).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(handlers.hold).toHaveBeenCalledExactlyOnceWith([50, 60], true);
  expect(handlers.rest).toHaveBeenLastCalledWith(undefined);
  fire('pointermove', 150, 60);
  fire('pointerup', 150, 60);
  expect(handlers.pan).not.toHaveBeenCalled();
  expect(handlers.tap).not.toHaveBeenCalled();
});

test.each([
  ['moves', () => fire('pointermove', 50 + HOLD_SLOP, 60)],
  ['is lifted', () => fire('pointerup', 50, 60)],
  ['is taken away', () => fire('pointercancel', 50, 60)],
  ['is joined by another', () => fire('pointerdown', 90, 60, { pointerId: 2 })],
])('a finger that %s holds nothing', (_, act) => {
  fire('pointerdown', 50, 60);
  act();
  expect(handlers.rest).toHaveBeenLastCalledWith(undefined);
  vi.advanceTimersByTime(HOLD_MS * 2);
  expect(handlers.hold).not.toHaveBeenCalled();
});

test('where nothing can be held a long press is a tap', () => {
  handlers.holds.mockReturnValue(false);
  fire('pointerdown', 50, 60);
  vi.advanceTimersByTime(HOLD_MS * 2);
  fire('pointerup', 50, 60);
  expect(handlers.rest).not.toHaveBeenCalled();
  expect(handlers.tap).toHaveBeenCalledExactlyOnceWith([50, 60]);
});

test('the other button holds at once, and no menu of the browser comes', () => {
  fire('pointerdown', 50, 60, { pointerType: 'mouse', button: 2 });
  expect(fire('contextmenu', 50, 60).defaultPrevented).toBe(true);
  expect(handlers.hold).toHaveBeenCalledExactlyOnceWith([50, 60], false);
  handlers.holds.mockReturnValue(false);
  expect(fire('contextmenu', 50, 60).defaultPrevented).toBe(false);
});

test('a resting finger that asks for the browser’s menu is given the hold alone', () => {
  fire('pointerdown', 50, 60);
  vi.advanceTimersByTime(HOLD_MS);
  expect(fire('contextmenu', 50, 60).defaultPrevented).toBe(true);
  expect(handlers.hold).toHaveBeenCalledOnce();
});
