/** What a room talks about. */
export interface Theme {
  name: string
  description: string
  language: 'zh' | 'en'
  products: readonly string[]
}

/** The two dozen rooms of the world. */
export const THEMES: readonly Theme[] = [
  { name: '国潮美妆直播间', description: '每晚八点，国货彩妆专场', language: 'zh', products: ['花露唇釉', '山茶精华水', '青瓷眼影盘'] },
  { name: 'Kitchen Corner Live', description: 'Everyday cookware, shown in use', language: 'en', products: ['cast-iron pan', 'bamboo steamer', 'chef knife'] },
  { name: '云岭普洱茶', description: '云南古树茶原产地直播', language: 'zh', products: ['古树生普', '熟普小金砖', '茶器套装'] },
  { name: 'Smart Home Tonight', description: 'Gadgets for the connected home', language: 'en', products: ['door lock', 'robot vacuum', 'air monitor'] },
  { name: '文旅·江南水乡', description: '古镇线路讲解与优惠套票', language: 'zh', products: ['乌镇夜游', '西塘民宿'] },
  { name: '少儿科学课堂', description: '每天十五分钟，趣味科学', language: 'zh', products: ['火山实验盒', '星空投影仪'] },
  { name: 'City Marathon Gear', description: 'Running shoes and wearables', language: 'en', products: ['trail shoes', 'sports watch'] },
  { name: '助农鲜果专场', description: '产地直发，当季鲜果', language: 'zh', products: ['阳光玫瑰葡萄', '赣南脐橙', '云南蓝莓'] },
  { name: '新能源汽车展厅', description: '24 小时不打烊展厅', language: 'zh', products: ['城市通勤版', '长续航版'] },
  { name: 'Language Cafe', description: 'Spoken English for travellers', language: 'en', products: ['phrase book', 'weekly class'] },
  { name: '老字号糕点铺', description: '百年手艺，现做现发', language: 'zh', products: ['桂花糕', '绿豆冰糕', '蛋黄酥'] },
  { name: '宠物生活馆', description: '猫狗日常好物', language: 'zh', products: ['冻干猫粮', '自动饮水机'] },
  { name: 'Garden & Balcony', description: 'Plants that forgive beginners', language: 'en', products: ['herb kit', 'self-watering pot'] },
  { name: '健康养生讲堂', description: '中医师为你讲节气养生', language: 'zh', products: ['艾草足浴包', '四季花茶'] },
  { name: '数码好物清单', description: '编辑部亲测推荐', language: 'zh', products: ['降噪耳机', '移动电源', '机械键盘'] },
  { name: 'Museum After Hours', description: 'Stories behind the exhibits', language: 'en', products: ['silk road tour', 'replica bronze'] },
  { name: '母婴安心购', description: '新手爸妈的选品指南', language: 'zh', products: ['恒温睡袋', '辅食机'] },
  { name: '图书角·每日荐读', description: '一天一本好书', language: 'zh', products: ['城南旧事', '万物简史'] },
  { name: 'Winter Jackets Outlet', description: 'Last season, half price', language: 'en', products: ['down parka', 'fleece liner'] },
  { name: '旅行箱包旗舰店', description: '轻装出发', language: 'zh', products: ['登机箱', '折叠背包'] },
  { name: '运动营养实验室', description: '科学补给', language: 'zh', products: ['乳清蛋白', '电解质水'] },
  { name: 'Template · Product Launch', description: 'A template for launching one product', language: 'en', products: ['flagship product'] },
  { name: '模板·节日促销', description: '节日促销通用模板', language: 'zh', products: ['主推商品', '加购商品'] },
  { name: '模板·知识讲座', description: '讲座类直播模板', language: 'zh', products: ['主题一'] },
]

/** The paragraphs of a scene: title and text, with the product's name filled in. */
export const PARAGRAPHS: Record<Theme['language'], { opening: readonly [string, string][]; product: readonly [string, string][]; scenes: readonly [opening: string, product: string] }> = {
  zh: {
    scenes: ['开场预热', '产品讲解'],
    opening: [
      ['开场问候', '大家好，欢迎来到直播间，我是你们的数字人主播。'],
      ['今日看点', '今天为大家准备了{products}，每一款都有专属优惠。'],
      ['关注引导', '还没有关注的朋友点一点关注，开播不迷路。'],
    ],
    product: [
      ['亮点介绍', '先来看{product}，它最大的特点就是用料扎实、细节到位。'],
      ['使用演示', '{product}用起来非常简单，跟着画面一步一步来。'],
      ['价格福利', '今天直播间下单{product}，立享八折，还有小礼品。'],
      ['常见问题', '有朋友问{product}怎么售后，七天无理由，请放心下单。'],
      ['过渡', '喜欢{product}的朋友抓紧，接下来还有更多好物。'],
    ],
  },
  en: {
    scenes: ['Opening', 'Product'],
    opening: [
      ['Greeting', 'Hello everyone, and welcome. I am your virtual host.'],
      ['What is on today', 'Today we look at {products}, each with an offer of its own.'],
      ['Follow us', 'Tap follow, so that you do not miss the next show.'],
    ],
    product: [
      ['Highlights', 'Let us start with the {product}: solid materials, careful details.'],
      ['How it works', 'The {product} takes a minute to learn; watch the screen.'],
      ['Offer', 'Order the {product} during the show and take twenty per cent off.'],
      ['Questions', 'Someone asks about returns: the {product} can go back within seven days.'],
      ['On to the next', 'That was the {product}; stay with us, there is more.'],
    ],
  },
}
