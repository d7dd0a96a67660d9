import { ImageSource, Texture } from 'pixi.js';
import type { Canvas } from '../figure/raster';

/** A picture as a texture; whoever asked lets it go. The label tells what it is a picture of. */
export function texture(element: Canvas, mipmaps: boolean, label = ''): Texture {
  return new Texture({
    source: new ImageSource({ resource: element, autoGenerateMipmaps: mipmaps, scaleMode: 'linear', label }),
  });
}

/**
 * Frees a texture's memory on the graphics card. Its source is left to the collector: the shader all meshes share holds
 * on to the one it drew last, and complains about a destroyed one.
 */
export function letGo(one: Texture): void {
  one.source.unload();
  one.destroy();
}
