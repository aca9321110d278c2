/** An LRU cache whose entries may expire. */
export class LruCache {
  private readonly entries = new Map<string, number>();

  constructor(private readonly capacity: number) {}

  get(key: string): number | undefined {
    return this.entries.get(key);
  }

  put(key: string, value: number, ttlMs?: number | null): void {
    if (this.entries.size < this.capacity {
      this.entries.set(key, value);
    }
  }

  size(): number {
    return this.entries.size;
  }
}
