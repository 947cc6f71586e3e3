const ANY = '*';

/**
 * Paths such as `args.customer.email`, in any case; `*` stands for one part, also for a place in a list.
 * @internal
 */
export class PathTree {
  private readonly parts = new Map<string, PathTree>();
  private isEnd = false;

  static of(paths: readonly string[]): PathTree {
    const tree = new PathTree();
    for (const path of paths) tree.add(path.toLowerCase().split('.'));
    return tree;
  }

  /** What of each tree goes on below a part; nothing of it when the part itself is to be hidden. */
  static step(trees: readonly PathTree[], part: string): { isHidden: boolean; below: readonly PathTree[] } {
    if (trees.length === 0) return { isHidden: false, below: trees };
    const name = part.toLowerCase();
    const below = trees.flatMap(tree => [tree.parts.get(name), tree.parts.get(ANY)].filter(found => !!found));
    return { isHidden: below.some(({ isEnd }) => isEnd), below };
  }

  private add([first, ...rest]: string[]) {
    const part = this.parts.get(first) ?? new PathTree();
    this.parts.set(first, part);
    if (rest.length === 0) part.isEnd = true;
    else part.add(rest);
  }
}
