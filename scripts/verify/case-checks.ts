/**
 * Violations in the rows of cases. A case of version 0 was opened before cases had workflows: its order wrote its
 * decision, and the timeline and the decisions of such cases are incomplete.
 */
export const CASE_CHECKS = {
  // Each round of a case ends with one row of case_decision, which never changes.
  wrongDecisions: `
    SELECT coalesce(c.order_id, c.id::text) AS "orderId", c.kind || ' case ' || c.id || ' is ' || c.status
      || coalesce(' as ' || c.decision, '') || ', the decision of its round is ' || coalesce(d.decision, 'missing') AS what
    FROM "case" c LEFT JOIN case_decision d ON d.case_id = c.id AND d.round = c.round
    WHERE c.version > 0 AND CASE WHEN c.status = 'open' THEN d.case_id IS NOT NULL
      ELSE d.case_id IS NULL OR d.decision IS DISTINCT FROM c.decision END`,

  // A decision was applied to the order once; an overtaken one was not.
  wronglyAppliedDecisions: `
    SELECT c.order_id AS "orderId", c.kind || ' case ' || c.id || ' was decided as ' || c.decision
      || ', the order applied it ' || count(e.id) || ' times' || coalesce(' as ' || min(e.payload ->> 'decision'), '') AS what
    FROM "case" c LEFT JOIN order_event e
      ON e.order_id = c.order_id AND e.kind = 'caseDecided' AND e.payload ->> 'caseId' = c.id::text
    WHERE c.version > 0 AND c.status = 'decided' AND c.order_id IS NOT NULL AND c.kind <> 'general'
    GROUP BY c.id
    HAVING count(e.id) <> CASE WHEN c.decision = 'overtaken' THEN 0 ELSE 1 END
      OR bool_or(e.payload ->> 'decision' <> c.decision)
    UNION ALL
    SELECT order_id, 'the decision of case ' || (payload ->> 'caseId') || ' was applied ' || count(*) || ' times'
    FROM order_event WHERE kind = 'caseDecided' GROUP BY order_id, payload ->> 'caseId' HAVING count(*) > 1`,

  lostPenalties: `
    SELECT c.order_id AS "orderId", 'case ' || c.id || ' was decided as ' || c.decision || ', and nobody got it' AS what
    FROM "case" c WHERE c.version > 0 AND c.kind = 'penalty' AND c.decision IN ('training', 'warning', 'removal')
      AND c.helper_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM penalty p WHERE p.order_id = c.order_id AND p.helper_id = c.helper_id AND p.kind = c.decision)`,

  secondCaseFacts: `
    SELECT subject_id AS "orderId", 'opened or closed ' || count(*) || ' times' AS what FROM subject_event
    WHERE subject = 'case' AND kind IN ('caseOpened', 'caseDecided', 'caseOvertaken')
    GROUP BY subject_id, kind = 'caseOpened' HAVING count(*) > 1`,

  caseVersionsNotGrowing: `
    SELECT subject_id AS "orderId", 'version ' || version || ' after ' || before AS what FROM (
      SELECT subject_id, version, lag(version) OVER (PARTITION BY subject, subject_id ORDER BY id) AS before
      FROM subject_event
    ) e WHERE version < before
    UNION ALL
    SELECT subject_id, 'version ' || version || ' has ' || count(DISTINCT cause) || ' causes' FROM subject_event
    WHERE role <> 'system' GROUP BY subject, subject_id, version HAVING count(DISTINCT cause) > 1
    UNION ALL
    SELECT e.subject_id, 'the case is at version ' || c.version || ', its timeline at ' || max(e.version)
    FROM "case" c JOIN subject_event e ON e.subject = 'case' AND e.subject_id = c.id || '/' || c.round
    GROUP BY e.subject_id, c.version HAVING max(e.version) <> c.version`,

  // A person gets one notice about one transition of a case.
  secondCaseNotices: `
    SELECT subject_id AS "orderId", template || ' was told ' || count(*) || ' times to ' || person_id AS what
    FROM notice WHERE subject = 'case' GROUP BY subject_id, template, person_id, split_part(key, ':', 2)
    HAVING count(*) > 1`,
} as const;
