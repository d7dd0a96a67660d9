import { expect, test } from 'vitest';
import { Daylight } from './light';

test('it is day from six to six where the street is, whatever the season does to its clock', () => {
  for (const [zone, instant, light] of [
    ['Asia/Tokyo', '2026-11-26T20:59:59Z', 'night'],
    ['Asia/Tokyo', '2026-11-26T21:00:00Z', 'day'],
    ['Asia/Tokyo', '2026-11-27T08:59:59Z', 'day'],
    ['Asia/Tokyo', '2026-11-27T09:00:00Z', 'night'],
    ['Europe/Berlin', '2026-07-01T04:00:00Z', 'day'],
    ['Europe/Berlin', '2026-12-01T04:59:00Z', 'night'],
    ['UTC', '2026-12-01T00:30:00Z', 'night'],
  ] as const)
    expect(new Daylight(zone).at(Date.parse(instant)), `${zone} ${instant}`).toBe(light);
});

test('one daylight follows the clock', () => {
  const daylight = new Daylight('UTC');
  expect(['05:59', '06:00', '17:59', '18:00'].map((time) => daylight.at(Date.parse(`2026-11-26T${time}:00Z`)))).toEqual(
    ['night', 'day', 'day', 'night'],
  );
});
