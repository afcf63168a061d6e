import { Popup } from 'antd-mobile';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A confirmation over the page: the effect, a button that names it, and a way back. */
export function Sheet(props: { open: boolean; title: string; children: ReactNode; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Popup
      visible={props.open}
      onMaskClick={props.onClose}
      onClose={props.onClose}
      bodyClassName="sheet"
      destroyOnClose
      getContainer={() => document.body}
    >
      <div role="dialog" aria-modal="true" aria-label={props.title} className="sheet-body">
        <h2>{props.title}</h2>
        {props.children}
        <button type="button" className="link" onClick={props.onClose}>
          {t('back')}
        </button>
      </div>
    </Popup>
  );
}
