import { rig } from '../figure/bones';
import type { Pose } from '../figure/rig';
import type { Millis, PersonView } from '../wire/types';
import type { Mark } from '../world/scene';

/** Milliseconds from one pose to another. */
export const BLEND = 130;

/** What somebody is about, as far as gestures go. */
export interface Bearing {
  person: PersonView;
  mark: Mark | undefined;
  now: Millis;
  /** Milliseconds since the last frame. */
  ms: number;
  /** Something is in the hand. */
  holds: boolean;
  /** 0 standing, 1 sitting. */
  seated: number;
  walking: boolean;
  talking: boolean;
  still: boolean;
}

/** A pose played over what the body does, with its own time and a weight from 0 to 1. */
export interface Played {
  pose: Pose;
  ms: number;
  weight: number;
}

interface Track extends Played {
  name: string;
  /** The instant its time counts from. */
  from: Millis;
}

/** The gestures somebody makes: what is wanted comes in, what is over goes out, each within BLEND. */
export class Gestures {
  private tracks: Track[] = [];
  private hold = 0;
  private begun = false;

  /** Poses in the order they are laid: the whole body's first. */
  played: Played[] = [];

  /** True while one is made, or has not quite ended. Sleepers hardly move. */
  get busy(): boolean {
    return this.tracks.some(({ name }) => !name.startsWith('sleep'));
  }

  update(bearing: Bearing): void {
    const { now, holds, still } = bearing;
    // Whoever is found dancing dances from the first frame.
    const step = this.begun ? bearing.ms / BLEND : 1;
    this.begun = true;
    const wanted = wish(bearing);
    if (wanted && !this.tracks.some((t) => t.name === wanted.name && t.from === wanted.from)) {
      this.tracks.push({ ...wanted, ms: 0, weight: 0 });
    }
    for (const track of this.tracks) {
      const goes = track.name === wanted?.name && track.from === wanted.from;
      track.weight = Math.min(Math.max(track.weight + (goes ? step : -step), 0), 1);
      track.ms = still ? (track.pose.still ?? 0) : now - track.from;
    }
    this.tracks = this.tracks.filter((t) => t.weight > 0);
    this.hold = Math.min(Math.max(this.hold + (holds ? step : -step), 0), 1);
    this.played = this.layers(still ? 0 : now);
  }

  /** What the body shows meanwhile: the poses that have the say, the newest last. */
  leading(): Pose[] {
    return this.played.filter((p) => p.weight > 0.5).map((p) => p.pose);
  }

  private layers(now: Millis): Played[] {
    const layers: Played[] = [...this.tracks].sort(
      (a, b) => Number(a.pose.overlay ?? false) - Number(b.pose.overlay ?? false),
    );
    const free = Math.max(0, ...this.tracks.map((t) => (t.pose.under === 'hold' ? 0 : t.weight)));
    const weight = this.hold * (1 - free);
    const hold: Played = { pose: rig.poses.hold!, ms: now, weight };
    return weight > 0 ? [...layers, hold] : layers;
  }
}

/** Which pose is wanted, and since when: a gesture that passes, what somebody does, or the hands of who talks sitting. */
function wish(bearing: Bearing): Pick<Track, 'name' | 'pose' | 'from'> | undefined {
  const { person, mark, now, seated, walking, talking } = bearing;
  const gesture = mark?.gesture;
  if (gesture && gesture.at >= (person.doingSince ?? 0)) {
    const chosen = poseOf(gesture.name, bearing);
    const over = chosen && now >= gesture.at + lengthOf(chosen.pose);
    if (chosen && now >= gesture.at && !over) return { ...chosen, from: gesture.at };
  }
  if (person.doing && !walking && (seated === 0 || poseOf(person.doing, bearing)?.pose.overlay)) {
    const chosen = poseOf(person.doing, bearing);
    // From the room's own zero: all who dance the same are in step, whenever they began.
    if (chosen) return { ...chosen, from: 0 };
  }
  if (talking && seated > 0.5) return { name: 'sit-talk', pose: rig.poses['sit-talk']!, from: person.path.at(-1)![2] };
  return undefined;
}

/** A gesture's pose: the one for a hand that holds something, or for a chair, where the rig has one. */
function poseOf(gesture: string, { holds, seated }: Bearing): { name: string; pose: Pose } | undefined {
  const names = [holds && `${gesture}-hold`, seated > 0.5 && `${gesture}-sit`, gesture];
  for (const name of names) if (name && rig.poses[name]) return { name, pose: rig.poses[name] };
  return undefined;
}

/** How long a gesture that is played once goes on. */
export const lengthOf = (pose: Pose): number => pose.ms * (pose.rounds ?? 1);
