import type { MemberId } from '../core/ids';

/** Who wrote what, as the origin of a transaction. Undo follows it: only one's own commands can be undone. */
export class CommandOrigin {
  constructor(
    readonly command: string,
    readonly memberId: MemberId,
  ) {}
}

/**
 * Writes that belong to a command but are no step of their own for undo: a new record is laid in the bin first
 * (this origin), then taken out (`CommandOrigin`). Undoing "add" so puts it back in the bin instead of
 * destroying what colleagues wrote in it meanwhile.
 */
export class PreparationOrigin {
  constructor(
    readonly command: string,
    readonly memberId: MemberId,
  ) {}
}
