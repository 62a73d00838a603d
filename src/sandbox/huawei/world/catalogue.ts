import type { Motif } from '../../picture.js'

/** How the world fills one asset type (section 4.1.2). */
export interface Shelf {
  type: string
  /** How many the vendor owns, and how many the tenant. */
  system: number
  tenant: number
  names: readonly string[]
  tags: readonly string[]
  motif: Motif
  /** Whether such assets have a cover picture. */
  cover: boolean
  /** The main file's extension, and the range of its size in bytes. */
  extension: string
  size: readonly [low: number, high: number]
}

/** All shelves of the asset library: 304 assets. */
export const SHELVES: readonly Shelf[] = [
  {
    type: 'HUMAN_MODEL_2D', system: 16, tenant: 18, motif: 'person', cover: true, extension: 'zip', size: [40_000_000, 380_000_000],
    names: ['林晓雨', 'Sara', '陈默', 'Daniel Brooks', '苏婉清', 'Grace Lin', '周子航', 'Emily Carter', '沈若兮', 'Michael Tan', '顾言', 'Olivia Chen', '许知夏', 'Lucas Meyer', '江晚', 'Hannah Kim', '陆景行', 'Victoria Zhao', '白芷', 'Noah Williams', '唐果', 'Sofia Rossi', '方一诺', 'Ethan Park', '叶青禾', 'Chloe Martin', '秦朗', 'Amelia Wong', '宋清欢', 'James Liu', '温言', 'Isabella Cruz', '孟繁星', 'Aiko Tanaka'],
    tags: ['主播', 'host', '商务', 'business', '直播', '女', '男', '教师'],
  },
  {
    type: 'VOICE_MODEL', system: 34, tenant: 8, motif: 'wave', cover: false, extension: 'zip', size: [4_000_000, 60_000_000],
    names: ['晓萱·温柔女声', 'Emily – warm female', '云飞·沉稳男声', 'Daniel – news anchor', '小桃·活泼女声', 'Grace – storyteller', '建国·纪录片', 'Oliver – British male', '阿May·粤语', 'Yuki – Japanese female', '大鹏·东北话', 'Sofia – Spanish female', '可可·童声', 'Leo – energetic male', '静怡·客服', 'Nora – assistant', '子墨·电商主播', 'Max – German male', '婉婷·情感电台', 'Chloe – French female', '川妹·四川话'],
    tags: ['女声', '男声', 'female', 'male', '直播', '新闻', 'story', '方言'],
  },
  {
    type: 'IMAGE', system: 22, tenant: 40, motif: 'landscape', cover: true, extension: 'svg', size: [1_500, 4_000],
    names: ['文旅 3', 'Studio Blue', '新品发布会背景', 'Autumn Forest', '直播间·国潮', 'City Skyline', '简约办公室', 'Spring Blossom', '汽车展厅', 'Bookshelf', '厨房台面', 'Ocean Sunset', '年货节海报', 'Product Close-up', '黑板教室', 'Minimal White', '雪山', 'Neon Night', '竹林茶室', 'Conference Hall'],
    tags: ['背景', 'background', 'Culture and tourism', '文旅', '节日', 'office', '产品'],
  },
  {
    type: 'VIDEO', system: 8, tenant: 28, motif: 'film', cover: true, extension: 'mp4', size: [3_000_000, 240_000_000],
    names: ['品牌宣传片', 'Product Teaser', '工厂实拍', 'Drone over the Lake', '开箱演示', 'Customer Story', '古镇漫步', 'How It Works', '618 大促预热', 'Intro Loop', '采摘现场', 'Lab Tour'],
    tags: ['宣传', 'promo', '前景', 'loop', '直播'],
  },
  {
    type: 'PPT', system: 0, tenant: 16, motif: 'slides', cover: true, extension: 'pptx', size: [400_000, 36_000_000],
    names: ['2024 产品手册', 'Quarterly Review', '新员工培训', 'Safety Training', '招商方案', 'Course: Data Basics', '门店话术', 'Launch Plan'],
    tags: ['培训', 'training', '课件', 'sales'],
  },
  {
    type: 'MUSIC', system: 12, tenant: 10, motif: 'note', cover: true, extension: 'mp3', size: [1_000_000, 12_000_000],
    names: ['清晨', 'Bright Day', '茶香', 'Corporate Pulse', '国风·流水', 'Lo-fi Corner', '节日锣鼓', 'Countdown', '轻快吉他', 'Piano Calm', '电子律动'],
    tags: ['背景音乐', 'bgm', '轻快', 'calm'],
  },
  {
    type: 'AUDIO', system: 0, tenant: 20, motif: 'wave', cover: false, extension: 'wav', size: [200_000, 9_000_000],
    names: ['开场口播', 'Greeting take 2', '福利说明', 'Price announcement', '售后说明', 'Goodbye', '关注引导', 'Coupon reminder', '尺码说明', 'Q&A recording'],
    tags: ['口播', 'voice over', '直播'],
  },
  {
    type: 'BUSINESS_CARD_TEMPLET', system: 8, tenant: 2, motif: 'slides', cover: true, extension: 'zip', size: [900_000, 14_000_000],
    names: ['商务名片·蓝', 'Business Card – Classic', '名片·竖版', 'Business Card – Night', '名片·红金'],
    tags: ['名片', 'card'],
  },
  {
    type: 'COMMON_FILE', system: 0, tenant: 10, motif: 'box', cover: false, extension: 'pdf', size: [20_000, 4_000_000],
    names: ['授权书', 'Price List', '直播脚本', 'FAQ', '产品参数表'],
    tags: ['文件', 'document'],
  },
  {
    type: 'HUMAN_MODEL', system: 8, tenant: 4, motif: 'person', cover: true, extension: 'pak', size: [120_000_000, 900_000_000],
    names: ['Male Teacher', '女教师', 'Female Host', '男主播', 'Guide Nova', '客服小云'],
    tags: ['3D', '教师', 'host'],
  },
  {
    type: 'SCENE', system: 8, tenant: 2, motif: 'landscape', cover: true, extension: 'pak', size: [90_000_000, 700_000_000],
    names: ['演播厅', 'Virtual Studio A', '智慧教室', 'Exhibition Hall', '未来城市'],
    tags: ['3D', '场景', 'studio'],
  },
  {
    type: 'ANIMATION', system: 14, tenant: 2, motif: 'person', cover: true, extension: 'pak', size: [1_000_000, 20_000_000],
    names: ['挥手', 'Bow', '指向屏幕', 'Welcome', '鼓掌', 'Think', '比心', 'Point left'],
    tags: ['动作', 'motion'],
  },
  {
    type: 'MATERIAL', system: 8, tenant: 0, motif: 'box', cover: true, extension: 'pak', size: [2_000_000, 30_000_000],
    names: ['西装·深灰', 'Dress – red', '汉服·青', 'Sneakers'],
    tags: ['服装', 'clothes'],
  },
  {
    type: 'NORMAL_MODEL', system: 2, tenant: 4, motif: 'box', cover: true, extension: 'fbx', size: [500_000, 40_000_000],
    names: ['礼盒', 'Teapot', '手机模型'],
    tags: ['道具', 'prop'],
  },
]
