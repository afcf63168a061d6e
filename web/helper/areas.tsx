import '../features/calendars/keep-calendar/keep-calendar.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { ChoiceChips } from '../components/choice-chips.tsx';
import { PrimaryButton } from '../components/primary-button.tsx';
import { CalendarRead } from '../features/calendars/keep-calendar/calendar-read.tsx';
import { ConflictSheet } from '../features/calendars/keep-calendar/conflict-sheet.tsx';
import { useTongue } from '../lib/i18n.ts';
import { useCatalogue } from '../lib/use-read.ts';
import { useSend } from '../lib/use-send.ts';

const REACHES = [3, 5, 8, 10, 15, 20, 30, 40];

export function Component() {
  const { t } = useTranslation('calendars');
  return (
    <CalendarRead title={t('areas.title')}>{(calendar) => <Edit areas={calendar.areas} />}</CalendarRead>
  );
}

/** How far from home, and in which districts. */
function Edit({ areas }: { areas: CalendarView['areas'] }) {
  const { t } = useTranslation('calendars');
  const tongue = useTongue();
  const navigate = useNavigate();
  const { data } = useCatalogue();
  const [km, setKm] = useState(areas.reachMetres / 1000);
  const [districts, setDistricts] = useState(areas.districts);
  const saving = useSend('setAreas', () => void navigate('/helper/calendar'));
  const conflict = saving.problem?.code === 'CalendarConflict' ? saving.problem : null;
  const send = (confirm: boolean) =>
    saving.send({
      body: { reachMetres: Math.round(km * 1000), districts, ...(confirm ? { confirm } : {}) },
    });
  const reaches = REACHES.includes(km) ? REACHES : [...REACHES, km].sort((a, b) => a - b);
  return (
    <>
      <section className="card">
        <ChoiceChips
          label={t('areas.reach')}
          single
          options={reaches.map((n) => ({ value: String(n), label: t('areas.km', { km: n }) }))}
          value={[String(km)]}
          onChange={([value]) => value && setKm(Number(value))}
        />
        <ChoiceChips
          label={t('areas.districts')}
          options={(data?.districts ?? []).map((d) => ({ value: d.code, label: d[tongue] }))}
          value={districts}
          onChange={setDistricts}
        />
        <p className="hint">{districts.length === 0 ? t('areas.everyDistrict') : t('areas.onlyThese')}</p>
      </section>
      <div className="action-bar">
        <PrimaryButton
          state={{ ...saving, problem: conflict ? null : saving.problem }}
          action="setAreas"
          onClick={() => send(false)}
        >
          {t('times.save')}
        </PrimaryButton>
      </div>
      <ConflictSheet
        problem={conflict}
        sending={saving.sending}
        onConfirm={() => send(true)}
        onClose={saving.clear}
      />
    </>
  );
}
