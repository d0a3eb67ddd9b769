/**
 * The shape of a translation: the same keys as the Dutch source, any text. A missing or extra key is a type error;
 * a test compares the placeholders, which types cannot.
 */
export type Messages<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Messages<Source[Key]>;
};
