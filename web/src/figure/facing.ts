import type { Facing } from '../wire/types';
import type { ViewName } from './rig';

/** Left-facing figures are the right-facing drawings mirrored. */
export const mirrored = (facing: Facing): boolean => facing === 'sw' || facing === 'nw';

export const viewOf = (facing: Facing): ViewName => (facing === 'se' || facing === 'sw' ? 'front' : 'back');
