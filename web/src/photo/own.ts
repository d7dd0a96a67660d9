const key = 'yokocho.pictures';
/** The server keeps so many of one visitor. */
const kept = 20;

/** The pictures that were shared from this browser: their maker may take them back. */
export class Own {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  has(id: string): boolean {
    return this.read().includes(id);
  }

  add(id: string): void {
    this.write([...this.read(), id].slice(-kept));
  }

  remove(id: string): void {
    this.write(this.read().filter((one) => one !== id));
  }

  private read(): string[] {
    return (this.storage.getItem(key) ?? '').split(' ').filter(Boolean);
  }

  private write(ids: readonly string[]): void {
    this.storage.setItem(key, ids.join(' '));
  }
}
