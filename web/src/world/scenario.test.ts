import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Event, View, VisitorID } from '../wire/types';
import { apply } from './reduce';

// The server's own record of every scenario: what each viewer's room is after each event they may see.
const folder = join(import.meta.dirname, '../../../testdata/scenarios');
const files = readdirSync(folder).filter((name) => name.endsWith('.views.jsonl'));

interface Step {
  viewer: VisitorID;
  /** Absent where the viewer begins with a snapshot. */
  event?: Event;
  view: View;
}

describe('the reducer equals the server in', () => {
  test.each(files)('%s', (file) => {
    const views = new Map<VisitorID, View>();
    const steps = readFileSync(join(folder, file), 'utf8').trim().split('\n');
    expect(steps.length).toBeGreaterThan(1);
    for (const text of steps) {
      const step: Step = JSON.parse(text);
      const before = views.get(step.viewer);
      if (step.event && before) expect(apply(before, step.event), text).toEqual(step.view);
      views.set(step.viewer, step.view);
    }
  });

  test('all of the scenario files', () => expect(files.length).toBeGreaterThan(0));
});
