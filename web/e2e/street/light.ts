const hours = { day: 12, night: 0 } as const;

export type Light = keyof typeof hours;

/** The server's options for a street on which it is noon or midnight now. */
export function by(light: Light): string[] {
  const ahead = ((hours[light] - new Date().getUTCHours() + 36) % 24) - 12;
  // Zones of this name count the hours behind Greenwich.
  return ['--time-zone', `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`];
}
