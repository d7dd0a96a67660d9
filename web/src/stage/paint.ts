import type { Texture } from 'pixi.js';
import { canvas } from '../figure/raster';
import { texture } from './raster';
import { type Sparks, sparks } from './sparks';

/** The few small pictures the stage paints itself, white or plum, coloured by tint. */
export interface Paints extends Sparks {
  glow: Texture;
  ring: Texture;
  shadow: Texture;
  /** The canvas of an avatar at half size: a body without features. */
  silhouette: Texture;
  badge: Texture;
  /** Nothing at the top, full at the bottom. */
  veil: Texture;
  destroy(): void;
}

export const SILHOUETTE_SCALE = 0.5;
export const BADGE = 56;

export function paints(): Paints {
  const all = {
    ...sparks(),
    glow: glow(),
    ring: ring(),
    shadow: shadow(),
    silhouette: silhouette(),
    badge: badge(),
    veil: veil(),
  };
  return {
    ...all,
    destroy() {
      for (const one of Object.values(all)) one.destroy(true);
    },
  };
}

function glow(): Texture {
  const [element, pen] = canvas(128, 128);
  const light = pen.createRadialGradient(64, 64, 0, 64, 64, 64);
  light.addColorStop(0, 'rgba(255,255,255,1)');
  light.addColorStop(0.35, 'rgba(255,255,255,0.45)');
  light.addColorStop(0.7, 'rgba(255,255,255,0.1)');
  light.addColorStop(1, 'rgba(255,255,255,0)');
  pen.fillStyle = light;
  pen.fillRect(0, 0, 128, 128);
  return texture(element, false);
}

function ring(): Texture {
  const [element, pen] = canvas(160, 80);
  pen.strokeStyle = '#fff';
  pen.lineWidth = 9;
  oval(pen, 80, 40, 70, 32);
  pen.stroke();
  pen.globalAlpha = 0.22;
  pen.fillStyle = '#fff';
  oval(pen, 80, 40, 58, 24);
  pen.fill();
  return texture(element, true);
}

function shadow(): Texture {
  const [element, pen] = canvas(96, 48);
  pen.fillStyle = '#3b2038';
  oval(pen, 48, 24, 46, 22);
  pen.fill();
  return texture(element, true);
}

function silhouette(): Texture {
  const [element, pen] = canvas(256 * SILHOUETTE_SCALE, 320 * SILHOUETTE_SCALE);
  pen.scale(SILHOUETTE_SCALE, SILHOUETTE_SCALE);
  pen.fillStyle = '#fff';
  oval(pen, 130, 104, 66, 64);
  pen.fill();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = '#fff';
  const limb = (width: number, ...way: number[]) => {
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(way[0]!, way[1]!);
    for (let i = 2; i < way.length; i += 2) pen.lineTo(way[i]!, way[i + 1]!);
    pen.stroke();
  };
  limb(46, 128, 184, 128, 218);
  limb(17, 110, 180, 99, 201, 97, 224);
  limb(17, 147, 180, 157, 201, 160, 224);
  limb(22, 117, 226, 116, 288, 122, 288);
  limb(22, 140, 226, 140, 286, 146, 286);
  return texture(element, true);
}

/** A round frame for a face, with its tip to the right. */
function badge(): Texture {
  const [element, pen] = canvas(BADGE * 4, BADGE * 4);
  pen.scale(2, 2);
  pen.translate(BADGE, BADGE);
  pen.fillStyle = '#4d2b48';
  pen.beginPath();
  pen.moveTo(18, -17);
  pen.lineTo(39, 0);
  pen.lineTo(18, 17);
  pen.fill();
  oval(pen, 0, 0, 27, 27);
  pen.fill();
  pen.fillStyle = '#fff6e8';
  oval(pen, 0, 0, 24.5, 24.5);
  pen.fill();
  return texture(element, true);
}

function veil(): Texture {
  const [element, pen] = canvas(4, 64);
  const fade = pen.createLinearGradient(0, 0, 0, 64);
  fade.addColorStop(0, 'rgba(255,255,255,0)');
  fade.addColorStop(1, 'rgba(255,255,255,1)');
  pen.fillStyle = fade;
  pen.fillRect(0, 0, 4, 64);
  return texture(element, false);
}

function oval(pen: CanvasRenderingContext2D, x: number, y: number, rx: number, ry: number): void {
  pen.beginPath();
  pen.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
}
