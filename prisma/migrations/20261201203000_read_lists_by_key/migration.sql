-- Each index gives the pages of one list in its order, as api/http/list-page.ts reads them.
CREATE INDEX order_open_page ON "order" (city, (NOT needs_ops), coalesce(deadline, 'infinity'::timestamptz), id)
  WHERE stage <> 'closed';
CREATE INDEX order_closed_page ON "order" (city, created_at, id) WHERE stage = 'closed';
CREATE INDEX order_closed_number ON "order" (city, id) WHERE stage = 'closed';
