import type { Style } from '../frames';

/** Every text of the camera in Japanese; English has the same keys. */
export const ja = {
  finder: 'カメラ',
  hint: '指やマウスで動かして、ひろげて、シャッター',
  keys: '矢印キーで動かす・＋と－で大きさ・Escでとじる',
  shutter: 'シャッターをきる',
  developing: '現像しています…',
  shape: '写真のかたち',
  shapes: { wide: 'よこ', square: 'ましかく', tall: 'たて' },
  frame: 'フレーム',
  styles: { paper: 'プリント', film: 'フィルム', festival: '縁日' } as Record<Style, string>,
  names: 'なまえ',
  bubbles: 'ふきだし',
  silhouettes: (names: readonly string[], more: number) =>
    `シルエットで写る人: ${names.join('、')}${more > 0 ? ` ほか${more}人` : ''}`,
  close: 'とじる',
  failed: 'うまくとれませんでした。もう一度どうぞ。',
  photo: '写真',
  alt: (title: string, date: string, names: readonly string[]) =>
    `${title}の写真、${date}${names.length > 0 ? `。${names.map((name) => `${name}さん`).join('、')}` : ''}`,
  save: '保存する',
  saved: '写真を保存しました',
  share: 'おくる',
  link: 'リンクにする',
  linking: 'リンクをつくっています…',
  linkOf: '写真のリンク',
  linkHint: 'リンクを知っている人なら、だれでも30日間見られます。',
  copied: 'リンクをコピーしました',
  copy: 'リンクをコピー',
  takeBack: 'リンクを取り消す',
  takenBack: 'リンクを取り消しました',
  again: 'とりなおす',
  portrait: 'アバター',
  takenIn: (street: string) => `${street}でとった写真`,
  drawnIn: (street: string) => `${street}のアバター`,
  peopleNow: (people: number) => (people === 0 ? 'いまは、だれもいません' : `いま${people}人があつまっています`),
  comeIn: 'あそびに行く',
  tryOn: '着てみる',
  toStreet: '横丁へ行く',
  gone: 'この写真は、もうありません',
  goneHint: '写真が見られるのは30日間だけで、とった人が取り消すこともあります。',
  unreached: '写真をよみこめませんでした',
  retry: 'もう一度',
};

export type PhotoWords = typeof ja;
