import { defineFact } from '../catalog/define.ts';

export const costAgreed = defineFact({
  name: 'cost-agreed',
  type: 'money',
  label: 'the cost the patron has agreed to',
  meaning: 'The highest cost that the patron has agreed to for this request, when asked or once for all requests.',
  none: 'not agreed to any',
  from: ['request'],
  derive: (look) => {
    const { costAccepted, maxPatronCost } = look('request').wishes;
    const standing = maxPatronCost && maxPatronCost.minor > 0 ? maxPatronCost : undefined;
    if (!costAccepted || !standing || standing.currency !== costAccepted.currency) return costAccepted ?? standing ?? null;
    return standing.minor > costAccepted.minor ? standing : costAccepted;
  },
});
