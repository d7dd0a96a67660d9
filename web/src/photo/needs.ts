import type { Api } from '../net/api';
import type { Scene } from '../world/scene';
import type { Own } from './own';

/** What the camera needs beside the model of the controls. */
export interface CameraNeeds {
  api: Pick<Api, 'sharePicture' | 'takeBackPicture' | 'picture' | 'rooms'>;
  scene: Pick<Scene, 'photograph' | 'steer'>;
  own: Own;
  /** Tells what the server refused. */
  complain(fault: unknown): void;
}
