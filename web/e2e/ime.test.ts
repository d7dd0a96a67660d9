import { describe } from 'vitest';
import { expect, test } from './street/street';

describe('an input method', () => {
  test('keeps its Enter to itself; the next one sends', async ({ street }) => {
    const [mika, ken] = await Promise.all([street.visitor({ lang: 'ja' }), street.guest({ name: 'Ken' })]);
    await mika.enter();
    const cdp = await mika.context.newCDPSession(mika.page);
    const compose = (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    /** As browsers tell a key that the input method takes. */
    const taken = async (key: string, code: string) => {
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, windowsVirtualKeyCode: 229 });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, windowsVirtualKeyCode: 13 });
    };
    await mika.line.focus();
    await mika.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      addEventListener('keydown', (e) => seen.push(`${e.key} ${e.keyCode} ${e.isComposing}`), true);
    });

    // A conversion, ended by Enter (isComposing), and then the Enter of Safari, after compositionend (229 alone).
    await compose('にほんご');
    await compose('日本語');
    await taken('Enter', 'Enter');
    await cdp.send('Input.insertText', { text: '日本語' });
    await taken('Enter', 'Enter');
    expect(await mika.page.evaluate(() => Reflect.get(window, 'seen'))).toEqual(['Enter 229 true', 'Enter 229 false']);
    expect(await mika.line.inputValue()).toBe('日本語');

    await compose('でいい');
    await taken('Enter', 'Enter');
    await cdp.send('Input.insertText', { text: 'でいい' });
    await mika.line.press('Enter');
    await expect.poll(() => mika.line.inputValue()).toBe('');
    await expect.poll(async () => (await ken.view()).lines.map((l) => l.text)).toEqual(['日本語でいい']);
  });
});
