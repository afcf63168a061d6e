import { metresBetween, type Place } from '#activities/calendars/distance.ts';

/** Cells of 0.05° by which helpers' homes are found; the database's place_cell() counts them the same way. */
const PER_DEGREE = 20;
const METRES_PER_DEGREE = 111_195;
/** The distance to the nearest point of a cell is calculated on a plane; a slightly smaller value is always safe. */
const SAFE = 0.99;

export interface Cell {
  cell: number;
  /** No home in it is nearer than this. */
  metres: number;
}

/** @internal the model computes independently who lives near */
export function cellOf(place: Place): number {
  return number(Math.floor(place.latitude * PER_DEGREE), Math.floor(place.longitude * PER_DEGREE));
}

/** Every cell with a point within `metres` of the place, nearest first. */
export function cellsAround(place: Place, metres: number): Cell[] {
  const north = (metres / METRES_PER_DEGREE) * 1.02;
  const widest = Math.cos((Math.min(89, Math.abs(place.latitude) + north) * Math.PI) / 180);
  const east = north / widest;
  const cells: Cell[] = [];
  for (let row = floor(place.latitude - north); row <= floor(place.latitude + north); row += 1) {
    for (let column = floor(place.longitude - east); column <= floor(place.longitude + east); column += 1) {
      const nearest = {
        latitude: within(place.latitude, row / PER_DEGREE, (row + 1) / PER_DEGREE),
        longitude: within(place.longitude, column / PER_DEGREE, (column + 1) / PER_DEGREE),
      };
      const away = metresBetween(place, nearest) * SAFE;
      if (away <= metres) cells.push({ cell: number(row, column), metres: away });
    }
  }
  return cells.sort((a, b) => a.metres - b.metres || a.cell - b.cell);
}

const floor = (degrees: number): number => Math.floor(degrees * PER_DEGREE);
const number = (row: number, column: number): number => row * 10_000 + column + 3_600;
const within = (value: number, from: number, to: number): number => Math.max(from, Math.min(to, value));
