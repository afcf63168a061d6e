import { type CalendarRow, calendarColumns } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { Cell } from './cells.ts';
import { helperColumns, type MatchingHelper, type Need } from './find-free-helpers.ts';
import { fits, type HelperSearch, metresTo } from './hard-filters.ts';
import { mayHaveRoom } from './has-room.ts';
import { STANDING, type Standing, type Weights } from './ranking.ts';
import { type Scoring, sureSql } from './sure-score.ts';

/** The database and this code add the same numbers in a different order, so sums differ by rounding. */
const ROUNDING = 0.01;
/** A little less than the length of a degree, so that only helpers who certainly live too far away are excluded. */
const METRES_PER_DEGREE = 111_190;

export interface Look extends HelperSearch, Scoring {
  order: OrderRow;
  need: Need;
  now: number;
  /** null: wherever they live */
  cells: Cell[] | null;
  /** at most this many of each cell, the best standing first */
  each: number;
  batch: number;
  /** only helpers who could reach this score */
  mark: number;
  seen: string[];
}
/** `sure` is the score without the calendar's part. Nothing else is read of helpers without room. */
export type Looked = { id: string; sure: number } & (
  | ({ room: true } & Omit<MatchingHelper, 'id'> & CalendarRow)
  | { room: false }
);

/** The part that only a calendar gives. */
export const unsure = (weights: Weights): number => weights.free + weights.sooner + ROUNDING;

/**
 * The best by `sure`; those with room also with their calendars, in one round trip. Each step reads fewer rows than
 * the one before: the index of skills, the order by `sure`, then one by one the filters that read other tables.
 */
export function candidatesSql(look: Look): Statement {
  const { order, need, mark } = look;
  const named = look.named ?? null;
  const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
  const { utcOffsetMinutes } = order.policy;
  const columns = sql`h.helper_id AS id, h.home_latitude, h.home_longitude, h.reach_metres, h.level,
    h.rated, h.boosted, h.experienced, h.newcomer`;
  // The rarest skill comes first.
  const illness = look.without === 'illness' ? undefined : need.illnessSkills[0];
  const skill = illness ?? need.skills[0] ?? '';
  return sql`/* prepared */
    WITH known AS MATERIALIZED (
      SELECT DISTINCT o.helper_id AS id FROM "order" o
      WHERE o.customer_id = ${order.customerId}::uuid AND o.ending = 'completed' AND o.helper_id IS NOT NULL
    ), familiar AS MATERIALIZED (
      SELECT array_remove(array_agg(id) || ${named}::uuid, NULL) AS ids FROM known
    ), possible AS (
      SELECT k.* FROM ${look.cells ? byCell(look, look.cells, skill, columns) : everywhere(look, skill, columns)} k
      UNION ALL SELECT ${columns} FROM helper_skill h
        WHERE h.skill = ${skill} AND h.helper_id = ANY((SELECT ids FROM familiar)::uuid[])
    ), weighed AS MATERIALIZED (
      SELECT h.id, d.metres, k.id IS NOT NULL AS same, ${sureSql(look)} AS sure
      FROM possible h LEFT JOIN known k ON k.id = h.id CROSS JOIN LATERAL (SELECT ${metresTo(need)} AS metres OFFSET 0) d
      WHERE NOT (h.id = ANY(${look.seen}::uuid[]))
    ), looked AS MATERIALIZED (
      SELECT d.*, ${mayHaveRoom(look)} AS room
      FROM (SELECT * FROM weighed
          WHERE sure >= ${Number.isFinite(mark) ? mark - unsure(look.weights) : -1}::float8
          ORDER BY sure DESC, id) d
        CROSS JOIN LATERAL (SELECT * FROM helper WHERE helper.id = d.id OFFSET 0) h
      -- Said again for the limit: a join may bring them in another order, and would keep the wrong ones.
      WHERE ${fits(look)} ORDER BY d.sure DESC, d.id LIMIT ${look.batch}
    )
    SELECT c.*, d.id, d.sure, d.room FROM looked d LEFT JOIN LATERAL (
      SELECT ${helperColumns(look)}, d.same AS "sameHelper", ${calendarColumns({ ...span, utcOffsetMinutes })}
      FROM helper h WHERE h.id = CASE WHEN d.room THEN d.id END) c ON true
    ORDER BY d.sure DESC, d.id`;
}

const notFamiliar = sql`NOT (h.helper_id = ANY((SELECT ids FROM familiar)::uuid[]))`;

/** The best standing of each cell. */
function byCell(look: Look, cells: Cell[], skill: string, columns: Statement): Statement {
  return sql`unnest(${cells.map(({ cell }) => cell)}::int[], ${floorsOf(look, cells)}::float8[]) AS c (cell, floor)
    CROSS JOIN LATERAL (SELECT ${columns} FROM helper_skill h
      WHERE h.skill = ${skill} AND h.cell = c.cell AND h.standing >= c.floor AND ${mayFit(look)} AND ${notFamiliar}
      ORDER BY h.standing DESC LIMIT ${look.each})`;
}

function everywhere(look: Look, skill: string, columns: Statement): Statement {
  return sql`(SELECT ${columns} FROM helper_skill h
    WHERE h.skill = ${skill} AND ${mayFit(look)} AND ${notFamiliar})`;
}

/** The least standing with which a helper of each cell could reach the score. */
function floorsOf({ weights, mark, need }: Look, cells: Cell[]): number[] {
  // The index contains the points of the standard weights; other weights are at most this many times as much.
  const stretch = Math.max(
    ...(Object.keys(STANDING) as Standing[]).map((part) => weights[part] / STANDING[part]),
  );
  const elsewhere = weights.cheaper + unsure(weights);
  return cells.map(({ metres }) => {
    const near = weights.near * (1 - metres / Math.max(metres, need.farthestReach, 1));
    const floor = stretch > 0 ? (mark - elsewhere - near) / stretch : -1;
    return Number.isFinite(floor) ? floor : -1;
  });
}

/** The filters that the index of skills (alias h) can answer: it excludes only helpers who certainly fail one. */
function mayFit({ need, without }: Look): Statement {
  const { sex, level, dialect, brands, careHabits } = need.wishes;
  const traits = Object.entries({
    sex: sex ? [`sex:${sex}`] : [],
    level: level ? [`level:${level}`] : [],
    dialect: dialect ? [`dialect:${dialect}`] : [],
    brands: Array.isArray(brands) ? brands.map((code) => `brand:${code}`) : [],
    careHabits: (careHabits ?? []).map((code) => `habit:${code}`),
  }).flatMap(([filter, codes]) => (filter === without ? [] : codes));
  const perDegreeEast =
    METRES_PER_DEGREE *
    0.99 *
    Math.cos(
      (Math.min(89, Math.abs(need.latitude) + need.farthestReach / METRES_PER_DEGREE) * Math.PI) / 180,
    );
  const anywhere = without === 'reach';
  return sql`(SELECT trait_bits(${traits}::text[])) & ~h.traits = 0
    AND abs(h.home_latitude - ${need.latitude}::float8) * ${anywhere ? 0 : METRES_PER_DEGREE}::float8 <= h.reach_metres + 1
    AND abs(h.home_longitude - ${need.longitude}::float8) * ${anywhere ? 0 : perDegreeEast}::float8 <= h.reach_metres + 1`;
}
