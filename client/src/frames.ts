/** A place in a channel's history: its epoch, and the offset of the last message that was dealt with. */
export interface Position {
  readonly epoch: string;
  readonly offset: number;
}

/** Somebody in a channel, as the server describes them. */
export interface Member {
  readonly kind: string;
  readonly pk: string;
  readonly uuid: string;
  /** How many connections they have; unknown for somebody who has just come. */
  readonly connections?: number;
  /** What the application's authenticator says about them. */
  readonly meta?: unknown;
}

/** A frame from the server: any of them, so every field may be missing. */
export interface Frame {
  readonly id?: number;
  readonly name?: string;
  readonly channel?: string | null;
  readonly pk?: string;
  readonly action?: string;
  readonly message?: unknown;
  readonly status?: number;
  readonly epoch?: string;
  readonly offset?: number;
  readonly recovered?: boolean;
  readonly version?: number;
  readonly member?: Member;
  readonly [field: string]: unknown;
}

/** The fields of a request. */
export type Fields = Record<string, unknown>;

/** {@return the position that a frame carries, if it does} */
export function positionOf(frame: Frame): Position | undefined {
  return frame.epoch === undefined || frame.offset === undefined ? undefined : { epoch: frame.epoch, offset: frame.offset };
}
