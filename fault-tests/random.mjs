/** A stream of numbers that its seed and name decide (mulberry32 over an FNV-1a hash). */
export class Random {
  constructor(seed, name = '') {
    let state = 0x811c9dc5;
    for (const character of `${seed}/${name}`) {
      state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
    }
    this.state = state >>> 0;
  }

  /** In [0, 1). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `least` to `most`. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick(list) {
    return list[this.between(0, list.length - 1)];
  }
}
