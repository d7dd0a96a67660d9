import type { Texture } from 'pixi.js';
import { canvas } from '../figure/raster';
import { texture } from './raster';

/** What flies up where something happens together, and over sleepers: white with a plum line, coloured by tint. */
export interface Sparks {
  heart: Texture;
  note: Texture;
  star: Texture;
  petal: Texture;
  paper: Texture;
  zed: Texture;
}

const SIZE = 48;
const LINE = '#4d2b48';

export const sparks = (): Sparks => ({
  heart: drawn((pen) => {
    pen.moveTo(24, 41);
    pen.bezierCurveTo(4, 28, 5, 10, 15, 9);
    pen.bezierCurveTo(20, 8.5, 23, 12, 24, 16);
    pen.bezierCurveTo(25, 12, 28, 8.5, 33, 9);
    pen.bezierCurveTo(43, 10, 44, 28, 24, 41);
  }),
  note: drawn((pen) => {
    pen.moveTo(19, 33);
    pen.lineTo(19, 8);
    pen.lineTo(39, 5);
    pen.lineTo(39, 30);
    pen.ellipse(33.5, 31.5, 5.5, 4.5, -0.3, 0, Math.PI * 2);
    pen.lineTo(34, 28);
    pen.lineTo(34, 14);
    pen.lineTo(24, 15.5);
    pen.lineTo(24, 34);
    pen.ellipse(18.5, 35.5, 5.5, 4.5, -0.3, 0, Math.PI * 2);
  }),
  star: drawn((pen) => {
    for (let i = 0; i < 10; i++) {
      const far = i % 2 === 0 ? 19 : 8.5;
      const angle = (Math.PI * i) / 5 - Math.PI / 2;
      pen.lineTo(24 + far * Math.cos(angle), 25 + far * Math.sin(angle));
    }
  }),
  petal: drawn((pen) => {
    pen.moveTo(24, 42);
    pen.bezierCurveTo(6, 30, 10, 10, 20, 6);
    pen.lineTo(24, 11);
    pen.lineTo(28, 6);
    pen.bezierCurveTo(38, 10, 42, 30, 24, 42);
  }),
  paper: drawn((pen) => pen.rect(15, 10, 18, 28)),
  zed: drawn((pen) => {
    pen.moveTo(10, 8);
    pen.lineTo(38, 8);
    pen.lineTo(38, 15);
    pen.lineTo(21, 33);
    pen.lineTo(38, 33);
    pen.lineTo(38, 41);
    pen.lineTo(9, 41);
    pen.lineTo(9, 34);
    pen.lineTo(26, 16);
    pen.lineTo(10, 16);
  }),
});

function drawn(shape: (pen: CanvasRenderingContext2D) => void): Texture {
  const [element, pen] = canvas(SIZE, SIZE);
  pen.lineJoin = 'round';
  pen.lineWidth = 5;
  pen.strokeStyle = LINE;
  pen.fillStyle = '#fff';
  pen.beginPath();
  shape(pen);
  pen.closePath();
  pen.stroke();
  pen.fill();
  return texture(element, true);
}
