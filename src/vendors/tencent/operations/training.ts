import type { Operation } from '../../operation.js'
import { wireCredentials, wireDetection, wireProgress, wireSampleTexts } from '../wire-training.js'
import { wireTask } from '../wire.js'
import { reusable, row, UNCONFIRMED } from './row.js'

const CUSTOMIZATION = '/v2/ivh/assetmanager/customservice'
const SAMPLES = '/v2/ivh/assetmanager/zeroshotservice'

/** The operations of avatar customization and voice clone that the document describes, and the text to read for the latter. */
export const trainingOperations = {
  getuploadcredentials: row(`${CUSTOMIZATION}/getuploadcredentials`, '1211/62058', 'READ', wireCredentials),
  make: row(`${CUSTOMIZATION}/make`, '1211/62060', 'CREATE', wireTask),
  getprogress: reusable(row(`${CUSTOMIZATION}/getprogress`, '1211/62061', 'READ', wireProgress)),
  // Repeated, the second one would come in the wrong stage.
  customerconfirm: row(`${CUSTOMIZATION}/customerconfirm`, '1211/62062', 'CREATE'),
  gettext: row(`${SAMPLES}/gettext`, `1211/62076${UNCONFIRMED}`, 'READ', wireSampleTexts),
  detectaudioquality: row(`${SAMPLES}/detectaudioquality`, '1211/62077', 'CREATE', wireTask),
  getdetectprogress: row(`${SAMPLES}/getdetectprogress`, '1211/62078', 'READ', wireDetection),
} as const satisfies Record<string, Operation>

/**
 * Optional checks of which nothing but the path is known, not even what they take: nothing calls them. They are here so
 * that whoever has the pages finds the place.
 */
export const uncalledOperations = {
  audioevaluation: row('/v2/ivh/algotaskserver/algotaskservice/audioevaluation', `1240/102623${UNCONFIRMED}`, 'CREATE'),
  getaudioevaluationstate: row('/v2/ivh/algotaskserver/algotaskservice/getaudioevaluationstate', `1240/102624${UNCONFIRMED}`, 'READ'),
  facedetect: row('/v2/ivh/facedetectserver/facedetectservice/facedetect', `1240/109990${UNCONFIRMED}`, 'CREATE'),
  getfacedetectstate: row('/v2/ivh/facedetectserver/facedetectservice/getfacedetectstate', `1240/109991${UNCONFIRMED}`, 'READ'),
} as const satisfies Record<string, Operation>
