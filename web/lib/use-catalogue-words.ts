import { useTongue } from './i18n.ts';
import { useCatalogue } from './use-read.ts';

/** Names of services and districts by their codes, in the reader's language; the code itself until they are known. */
export function useCatalogueWords() {
  const tongue = useTongue();
  const { data } = useCatalogue();
  const service = (code: string) => data?.services.find((s) => s.code === code);
  return {
    service: (code: string) => service(code)?.[tongue] ?? code,
    unit: (code: string) => service(code)?.unit ?? null,
    district: (code: string) => data?.districts.find((d) => d.code === code)?.[tongue] ?? code,
  };
}
