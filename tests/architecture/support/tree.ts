/** A node of the parsed source, as loosely as the rules need it: they ask for a handful of names and ignore the rest. */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
};

/** Whether a value is a node of the tree. */
export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The node under a property, or `undefined`. */
export function child(node: Node | undefined, property: string): Node | undefined {
  const value = node?.[property];
  return isNode(value) ? value : undefined;
}

/** The nodes in a list property; holes are left out. */
export function children(node: Node | undefined, property: string): readonly Node[] {
  const value = node?.[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text under a property (a name, an operator, a literal's value), or `undefined`. */
export function text(node: Node | undefined, property: string): string | undefined {
  const value = node?.[property];
  return typeof value === 'string' ? value : undefined;
}

/** Calls `visit` for a node and all below it, parents first, in source order. */
export function walk(node: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const ancestors: Node[] = [];
  const step = (current: Node): void => {
    visit(current, ancestors);
    ancestors.push(current);
    for (const value of Object.values(current)) {
      if (isNode(value)) step(value);
      else if (Array.isArray(value)) for (const item of value) if (isNode(item)) step(item);
    }
    ancestors.pop();
  };
  step(node);
}

/** Every node of the given kinds. */
export function findAll(node: Node, ...types: readonly string[]): readonly Node[] {
  const found: Node[] = [];
  walk(node, (current) => {
    if (types.includes(current.type)) found.push(current);
  });
  return found;
}

/** Every way to write a function. */
export const FUNCTIONS: readonly string[] = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** `a.b.c` as text for plain member access, `undefined` for anything else. */
export function dotted(node: Node | undefined): string | undefined {
  if (node?.type === 'Identifier') return text(node, 'name');
  if (node?.type !== 'MemberExpression' || node.computed === true) return undefined;
  const object = dotted(child(node, 'object'));
  const property = text(child(node, 'property'), 'name');
  return object && property ? `${object}.${property}` : undefined;
}
