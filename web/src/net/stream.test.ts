import { expect, test } from 'vitest';
import { Records } from './stream';

const event = { position: '1-2', type: 'said', at: 5, who: 'a', text: 'こんにちは' };

test('records are cut wherever the network cuts them', () => {
  const text = `: hello\r\nid: 1-2\r\ndata: ${JSON.stringify(event)}\r\n\r\n`;
  for (let cut = 0; cut <= text.length; cut++) {
    const records = new Records();
    expect([...records.feed(text.slice(0, cut)), ...records.feed(text.slice(cut))]).toEqual([event]);
  }
});

test('data of several lines is one body', () => {
  expect(new Records().feed('data: {"type":"notice",\ndata: "what":"me"}\n\n')).toEqual([
    { type: 'notice', what: 'me' },
  ]);
});

test('a record with an id alone moves the position', () => {
  expect(new Records().feed('id: 1-9\n\n')).toEqual([{ type: 'position', position: '1-9' }]);
});

test('a snapshot may come bare or wrapped', () => {
  const snapshot = { position: '1-1' };
  const frame = { type: 'snapshot', snapshot };
  expect(new Records().feed(`event: snapshot\nid: 1-1\ndata: ${JSON.stringify(snapshot)}\n\n`)).toEqual([frame]);
  expect(new Records().feed(`event: snapshot\nid: 1-1\ndata: ${JSON.stringify(frame)}\n\n`)).toEqual([frame]);
});

test('comments and empty records say nothing', () => {
  expect(new Records().feed(': ping\n\n\n\nretry: 3000\n\n')).toEqual([]);
});
