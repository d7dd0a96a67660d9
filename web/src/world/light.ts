import type { Millis } from '../wire/types';

/** A time of the day as drawings know it. */
export type Light = 'day' | 'night';

const SUNRISE = 6;
const SUNSET = 18;
const MINUTE = 60_000;

/** The light of the street, by the clock of its own time zone (an IANA name). */
export class Daylight {
  private readonly hour: Intl.DateTimeFormat;
  private minute = Number.NaN;
  private light: Light = 'night';

  constructor(zone: string) {
    this.hour = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  }

  at(now: Millis): Light {
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.minute) {
      this.minute = minute;
      const hour = Number(this.hour.format(now));
      this.light = hour >= SUNRISE && hour < SUNSET ? 'day' : 'night';
    }
    return this.light;
  }
}
