import * as Y from 'yjs';
import { table } from './document';
import { CommandOrigin } from './origin';

/** How long keystrokes in one text count as one step, in milliseconds. */
const TYPING_STEP_MS = 800;

/**
 * Undo and redo of one's own commands in this document; what others did stays (checks T29).
 * Steps are commands, except that typing in one text within a short while is one step.
 */
export function createUndo(doc: Y.Doc): {
  readonly manager: Y.UndoManager;
  /** Call before a command: starts a new step unless the command goes on typing in the same text. */
  readonly beforeCommand: (name: string, target: string | undefined) => void;
} {
  const manager = new Y.UndoManager([table(doc, 'personas'), table(doc, 'touchpoints')], {
    trackedOrigins: new Set([CommandOrigin]),
    captureTimeout: TYPING_STEP_MS,
    // Undo takes back letters, never a field: when the earlier value cannot come back, because a colleague wrote in
    // between, Yjs would leave the field empty, and a touchpoint without a position is in no cell at all.
    deleteFilter: (item) => item.parentSub === null,
  });
  let lastText: string | undefined;
  return {
    manager,
    beforeCommand: (name, target) => {
      const text = name === 'spliceMessage' ? target : undefined;
      if (text === undefined || text !== lastText) manager.stopCapturing();
      lastText = text;
    },
  };
}
