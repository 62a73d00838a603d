import { assetId, assetOf } from '../live.js'
import { mutate } from '../support.js'
import { mutation, native, row, type Row } from './row.js'
import type { Stage } from './stage.js'

const whole = ({ huawei }: Stage) => ({ account: 'huawei', text: 'Hello.', voice: { assetId: assetId(assetOf(huawei, 'VOICE_MODEL')), speed: 90, pitch: 110, volume: 150 } })

/** Chapter 9. */
export const speechRows: Row[] = [
  row('createTtsAudition', {
    document: mutation('previewSpeech', 'speechPreview { nativeId }'),
    variables: (stage) => ({ input: whole(stage) }),
    sends: { text: 'Hello.', emotion: native('input.voice.assetId'), speed: 90, pitch: 110, volume: 150 },
    reads: { job_id: 'previewSpeech.speechPreview.nativeId' },
  }),
  row('showTtsAuditionFile', {
    document: 'query ($id: ID!) { speechPreview(id: $id) { isComplete message files { url } } }',
    variables: async (stage) => ({ id: (await mutate<{ speechPreview: { id: string } }>(stage.app, 'previewSpeech', whole(stage), 'speechPreview { id }')).speechPreview.id }),
    answer: { is_file_complete: true, message: 'Done', files: [{ download_url: 'https://sounds.example/a.wav' }] },
    reads: { is_file_complete: 'speechPreview.isComplete', message: 'speechPreview.message', 'files.0.download_url': 'speechPreview.files.0.url' },
  }),
]
