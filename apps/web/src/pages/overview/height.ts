/** Of the drawings in the first row, px: six bars, three rows of tiles. */
export const CARD_HEIGHT = 222;
