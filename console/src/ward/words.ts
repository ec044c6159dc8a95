import { texts } from '../app/texts';
import type { Priority, Standing } from './alerts';
import type { Vital } from './vitals';

type Of<K extends string> = Readonly<Record<K, string>>;

/** The vocabulary of the ward: vitals, alerts and how they stand. */
export const wardWords = texts({
  en: {
    label: {
      hr: 'HR', pulse: 'Pulse', rr: 'RR', spo2: 'SpO₂', sbp: 'Sys', dbp: 'Dia', map: 'MAP', temp: 'Temp',
      acvpu: 'ACVPU', o2: 'O₂', o2Flow: 'O₂ flow', fio2: 'FiO₂',
    } as Of<Vital>,
    spoken: {
      hr: 'heart rate', pulse: 'pulse rate', rr: 'respiratory rate', spo2: 'oxygen saturation', sbp: 'systolic pressure',
      dbp: 'diastolic pressure', map: 'mean arterial pressure', temp: 'temperature', acvpu: 'consciousness',
      o2: 'supplemental oxygen', o2Flow: 'oxygen flow', fio2: 'inspired oxygen',
    } as Of<Vital>,
    priority: { HIGH: 'HIGH', MEDIUM: 'MEDIUM', LOW: 'LOW' } as Of<Priority>,
    kind: { LOW: 'low', HIGH: 'high', RISE: 'rising' } as Of<'LOW' | 'HIGH' | 'RISE'>,
    family: {
      NOBODY_WATCHING: 'Nobody watching', UNDELIVERED: 'Alert not delivered', ARTEFACT: 'Artefacts', CLOCK_SKEW: 'Clock differs', FLATLINE: 'Flat line', SHOCK_INDEX: 'Shock index', QSOFA: 'qSOFA',
    } as Readonly<Record<string, string>>,
    signalLost: 'Signal lost',
    /** Where space is short. */
    mark: { active: '', acked: '✓ ack', latched: 'latched', late: 'late data', off: 'alarm off' } as Of<Standing>,
    standing: {
      active: '', acked: 'acknowledged', latched: 'over, not acknowledged', late: 'found in late data', off: 'alarm off: no signal',
    } as Of<Standing>,
    steps: {
      RAISED: 'raised', ESCALATED: 'more severe', DEESCALATED: 'less severe', UPDATED: 'worse value', CLEARED: 'condition over', ACKED: 'acknowledged', CLOSED: 'closed',
      TIER_UP: 'next recipients called', DELIVERED: 'delivered to', SEEN: 'seen by', COMMENTED: 'comment',
    } as Readonly<Record<string, string>>,
    audioPaused: 'Audio paused', off: (family: string) => `${family} off`, left: (time: string) => `${time} left`,
    now: 'now', s: 's', min: 'min', h: 'h', d: 'd', yes: 'yes', no: 'no',
    single3: 'a single 3', newAlerts: (count: number) => `${count} new alerts.`, bed: (bed: string) => `bed ${bed}`, years: 'y', sex: { F: 'F', M: 'M' } as Readonly<Record<string, string>>,
  },
  fr: {
    label: {
      hr: 'FC', pulse: 'Pouls', rr: 'FR', spo2: 'SpO₂', sbp: 'Sys', dbp: 'Dia', map: 'PAM', temp: 'Temp',
      acvpu: 'ACVPU', o2: 'O₂', o2Flow: 'Débit O₂', fio2: 'FiO₂',
    },
    spoken: {
      hr: 'fréquence cardiaque', pulse: 'pouls', rr: 'fréquence respiratoire', spo2: 'saturation en oxygène',
      sbp: 'pression systolique', dbp: 'pression diastolique', map: 'pression artérielle moyenne', temp: 'température',
      acvpu: 'conscience', o2: 'oxygène d’appoint', o2Flow: 'débit d’oxygène', fio2: 'oxygène inspiré',
    },
    priority: { HIGH: 'HAUTE', MEDIUM: 'MOYENNE', LOW: 'BASSE' },
    kind: { LOW: 'basse', HIGH: 'haute', RISE: 'en hausse' },
    family: {
      NOBODY_WATCHING: 'Personne ne regarde', UNDELIVERED: 'Alarme non remise', ARTEFACT: 'Artefacts', CLOCK_SKEW: 'Horloge décalée', FLATLINE: 'Tracé plat', SHOCK_INDEX: 'Indice de choc', QSOFA: 'qSOFA',
    },
    signalLost: 'Signal perdu',
    mark: { active: '', acked: '✓ acq.', latched: 'mémorisée', late: 'tardive', off: 'alarme coupée' },
    standing: {
      active: '', acked: 'acquittée', latched: 'terminée, non acquittée', late: 'trouvée dans des données tardives', off: 'alarme coupée : sans signal',
    },
    steps: {
      RAISED: 'levée', ESCALATED: 'plus grave', DEESCALATED: 'moins grave', UPDATED: 'valeur pire', CLEARED: 'condition terminée', ACKED: 'acquittée', CLOSED: 'close',
      TIER_UP: 'destinataires suivants appelés', DELIVERED: 'remise à', SEEN: 'vue par', COMMENTED: 'commentaire',
    },
    audioPaused: 'Son suspendu', off: (family: string) => `${family} coupée`, left: (time: string) => `encore ${time}`,
    now: 'maint.', s: 's', min: 'min', h: 'h', d: 'j', yes: 'oui', no: 'non',
    single3: 'un seul 3', newAlerts: (count: number) => `${count} nouvelles alarmes.`, bed: (bed: string) => `lit ${bed}`, years: 'ans', sex: { F: 'F', M: 'M' },
  },
  zh: {
    label: {
      hr: '心率', pulse: '脉搏', rr: '呼吸', spo2: 'SpO₂', sbp: '收缩压', dbp: '舒张压', map: '平均压', temp: '体温',
      acvpu: '意识', o2: '吸氧', o2Flow: '氧流量', fio2: 'FiO₂',
    },
    spoken: {
      hr: '心率', pulse: '脉搏', rr: '呼吸频率', spo2: '血氧饱和度', sbp: '收缩压', dbp: '舒张压', map: '平均动脉压', temp: '体温',
      acvpu: '意识水平', o2: '吸氧', o2Flow: '氧流量', fio2: '吸入氧浓度',
    },
    priority: { HIGH: '高', MEDIUM: '中', LOW: '低' },
    kind: { LOW: '过低', HIGH: '过高', RISE: '上升' },
    family: {
      NOBODY_WATCHING: '无人查看', UNDELIVERED: '报警未送达', ARTEFACT: '伪差', CLOCK_SKEW: '时钟不一致', FLATLINE: '直线', SHOCK_INDEX: '休克指数', QSOFA: 'qSOFA',
    },
    signalLost: '信号丢失',
    mark: { active: '', acked: '✓ 已确认', latched: '已锁定', late: '迟到数据', off: '报警停用' },
    standing: { active: '', acked: '已确认', latched: '已结束，未确认', late: '见于迟到数据', off: '报警停用：不发出信号' },
    steps: {
      RAISED: '触发', ESCALATED: '加重', DEESCALATED: '减轻', UPDATED: '数值更差', CLEARED: '条件结束', ACKED: '已确认', CLOSED: '已关闭',
      TIER_UP: '呼叫下一批接收者', DELIVERED: '已送达', SEEN: '已看到', COMMENTED: '备注',
    },
    audioPaused: '声音暂停', off: (family: string) => `${family} 报警已停用`, left: (time: string) => `还剩 ${time}`,
    now: '刚刚', s: '秒', min: '分', h: '时', d: '天', yes: '是', no: '否',
    single3: '单项 3 分', newAlerts: (count: number) => `${count} 个新报警。`, bed: (bed: string) => `${bed} 床`, years: '岁', sex: { F: '女', M: '男' },
  },
});
