import { test } from './street';

const hours = { day: 12, night: 0 } as const;

type Light = keyof typeof hours;

/** A test with a street on which it is noon or midnight now. */
export function lit(light: Light): typeof test {
  const ahead = ((hours[light] - new Date().getUTCHours() + 36) % 24) - 12;
  // Zones of this name count the hours behind Greenwich.
  return test.extend({ options: `--time-zone Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}` });
}
