import type { Page } from '@playwright/test';

/** As much of React's own tree as is read here. */
type Fiber = {
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly memoizedProps: Readonly<Record<string, unknown>> | null;
};

/**
 * Notes what React renders on the board, by the door that React keeps for its developer tools; call before the first page.
 * A station or cell was rendered when its element got new props; what the screen then looks like does not matter.
 */
export async function watchRenders(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const rendered: string[] = [];
    const visit = (next: Fiber): void => {
      const { alternate: before, memoizedProps: props } = next;
      const name = props?.['data-station'] ?? props?.['data-cell'];
      if (typeof name === 'string' && before?.memoizedProps !== props) rendered.push(name);
      if (before && before.child === next.child) return; // nothing below it was touched
      for (let child = next.child; child; child = child.sibling) visit(child);
    };
    Object.assign(window, {
      rendered,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        checkDCE: () => undefined,
        inject: () => 1,
        onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => visit(root.current),
        onPostCommitFiberRoot: () => undefined,
        onCommitFiberUnmount: () => undefined,
      },
    });
  });
}

/** The stations and cells that were rendered since the last call, one for each time. */
export const takeRenders = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { rendered: string[] }).rendered.splice(0));
