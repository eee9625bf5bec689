import { automaticMeasuring, type MeasuredTable, type Measuring } from '../../training/measuring';
import type { SettingsOf } from '../contract/settings';
import type { NetworkSpec } from './schema';
import { MULTIPLY_ADD_NS, networkWork } from './work';

/** A network is measured by the way forward over rows, a third of what training on them takes. */
export function networkMeasuring(
  { model, training }: Pick<SettingsOf<NetworkSpec>, 'model' | 'training'>,
  table: MeasuredTable,
): Measuring {
  const batch = Math.min(table.trainRows, training.batchSize ?? table.trainRows);
  const { multiplyAdds, restNs, measuredRowNs } = networkWork(model, table.width, batch);
  return automaticMeasuring({
    ...table,
    training,
    stepNs: multiplyAdds * MULTIPLY_ADD_NS + restNs,
    rowNs: measuredRowNs,
  });
}
