import rigFile from '../../../art/rig.json';
import { type Rig, skeleton } from './rig';

/** The rig every avatar shares, and its two views' bones. */
export const rig = rigFile as unknown as Rig;
export const skeletons = { front: skeleton(rig, 'front'), back: skeleton(rig, 'back') };
