/** Taking the calendar home. Not named `exports`: bundlers give modules a variable of that name. */
export const exportTexts = {
  title: 'Downloaden',
} as const;
