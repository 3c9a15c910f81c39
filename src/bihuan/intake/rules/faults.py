"""Words that tell of shortcomings, and what a clause that tells of one is stripped of."""

import re

from bihuan.intake.rules.layout import LIST_MARK, ORDINAL
from bihuan.kernel.spans import Span

# A negation is a fault where a text already tells of faults, save in words such as 不断, 未来, 无论.
_NEGATED = (
    r"不(?!断|仅|但|得|要|留|漏|搞|忘|怕|少于|愧|懈|放松|松懈|准|许|容|可|再|负|变|动摇|折不扣|只|过|是|管|论|妨|久|时|定期|等|限|打招呼|发通知|动产|锈钢|遗余力|低于|高于|超过|予|停|间断|含|包括|适用|收|收取|足[0-9]+[分米人])"
    r"|未(?!来|成年|必|央|雨|病|发现|见异常|见明显|保)|没(?!收|问题)|无(?!论|不|疑|须|需|偿|障碍(?!设施)|私|人机|缝|线|害化|烟|接触|废|纸化|事故|违|问题|隐患|差错|投诉|公害|党派|形)"
)
_STATE = (
    r"缺|偏[低多少慢高弱长软紧大]|滞后|缓慢|薄弱|反弹|回潮|反复|破[损旧败坏烂]|损[坏毁]|脱落|褪色|陈旧|老化|积[水存尘淤泥压]|堆[放积成物满]|堵|占[用道压据]|被占|侵占|出店|"
    r"乱|裸露|混[装投放堆]|落地|外溢|满溢|[满冒漫]溢|污水|异味|恶臭|臭|扰民|生硬|推诿|扯皮|难(?!度|点攻|得|忘)|短板|隐患|违[规章法停建反]|私[拉搭设自]|飞线|超[标期载限范负]|突出|严重|较[慢差低弱多长重大少]|走过场|形式主义|"
    r"忽视|漏[水报检洞油电]|缺岗|空岗|脱岗|离岗|断[档头裂供]|失[管效修灵真职]|虚[报假化设]|敷衍|应付|黑车|小广告|垃圾|杂[物草乱]|油污|坑洼|塌[陷方]|沉降|松动|倾斜|锈蚀|模糊|停用|故障|闲置|拖[沓延欠]|迟[缓迟到报]|懈怠|脏|疲于|紧[缺张]|过[大高低多慢长期小密快重]|压力|"
    r"渗|互不|带泥|泥|仅(?:有)?[0-9]|轻[一-鿿]{2}$|裂|繁琐|烦琐|繁杂|发[黑臭霉]|屡|有待|空[鼓置转白]|回落|下[滑降跌]|死亡率|遗撒|撒|洒落|扬尘|噪|拥堵|拥挤|矛盾|欠[薪缴账]|投诉|脱节|梗阻|瓶颈|卡点|盲[区点]|死角|偏差|差距|松懈|松散|松弛|厌战|麻痹|侥幸|僵持|"
    r"聚集|散落|拒不|拒绝|擅自|逾期|超时|照搬|一退了之|一刀切|坏|困人|跑冒|滴漏|占线|走形式|不一|无岗|上锁|参差|悬空|少数|随意|露天|焚烧|敞开|卡顿|中断|停[滞工摆]|流失|亏损|挪用|截留|吃拿卡要|慵|懒|打折扣|变形|走样|两张皮|各自为|倒挂|雷同|抄袭|复制粘贴|改而复|死灰复燃|屡[查禁改]|熏|蚊蝇|鼠患|溅水|抛洒|倾倒|偷[倒排]|直排|溢流|返[水潮碱]|"
    r"涨价|退费|纠纷|受阻|困难|不便|怕担责|畏难|等靠|老旧|简陋|昏暗|狭窄|局促|超员|挤占|遮挡|遮盖|枯[死萎]|缺株|倒伏|折断|错[误漏字]|重复提交|反复提交|退回|被扣|失分|扣分|预警(?!信息|机制|系统)|盗|骗|伤人|坠落|缠绕|低垂|凌乱|杂乱|外露|翘起|翘曲|起翘|变质|过期|漏缴|虚高|失守|带病|危房|爆燃|窜味|"
    r"[差慢少低弱高软散多晚旧大乱长]$|(?:较|偏|太|很|十分|比较)(?:[差慢少低弱高软散多晚旧窄远小短薄])"
)
# What says that something is wrong, where the sentence already says that it tells of problems.
FAULT = re.compile(rf"{_NEGATED}|{_STATE}")
# What says so by itself.
PLAIN_FAULT = re.compile(
    r"不够[一-鿿]|不足(?!为|道|之处$|[0-9])|不到位|不及时|不规范|不完善|不健全|不彻底|不深入|不统一|不合格|不平衡|不扎实|不紧密|不熟悉|不完整|不达标|不明显|不理想|不稳定|不均衡|不匹配|不共享|不一致|不齐全|不明确|不严格|不透明|不配套|不[高强严畅齐清全实细足]$|"
    r"滞后|缺失|短缺|紧缺|老化|尚未(?:落实|到位|完成|解决|办理|建立|开工|启动)|周转困难|存在差距|"
    r"偏[低慢弱多高少]$|迟迟(?:未|没|不)|薄弱(?!环节|点)|无人(?:值守|管理|清理|看管|负责)|没人管|未(?:能|联网|按|及时|落实|建立|配备|分隔|公示|设置|更换|安排|佩戴|悬挂|苫盖|覆盖|开启|取得|签订|制定|整改到位)|乱[停扔搭堆贴倒拉]|私拉|破损|脱落|堵塞|占道|出店经营|屡禁不止|有待(?:提升|提高|加强|改善|完善)|飞线|"
    r"漏水|渗水|外溢|满溢|扰民|回潮|反弹$|重[一-鿿]{1,2}轻[一-鿿]{1,2}|流于形式|走过场|推诿|失管|脏乱差|弄虚作假|缺岗|空岗|断档|带泥上路|遗撒|兑现慢|推进(?:较|缓)?慢|缓慢"
)
_GENERIC_ITEM = re.compile(
    r"^(?:存在|一些|不少|诸多|主要|突出|共性|各类|具体|明显|较多|薄弱|的|些|这些|有关|相关|上述|下列|以下|各种|安全|风险|工作|中|我们|自身|还|仍|有|其他|[0-9一二三四五六七八九十]+(?:个|项|处|条|类|方面)?)*(?:问题|不足|差距|短板|困难|隐患|现象|薄弱环节|环节|和|与|及|、|的|矛盾|弱项)*[0-9]*(?:个|项|处|条|起)?$"
)
SOLVED = re.compile(
    r"已(?:经)?(?:现场|全部|督促|立行|交|基本|陆续)*(?:整改|解决|完成|办结|清理|处理|消除|修复|答复|查扣|移交|责令|处置|下架|封存)|未发现|没有发现|无(?:问题|隐患)|有效(?:破解|解决|缓解)|得到(?:解决|缓解|改善)|建议|大幅下降|取得实效"
)
_ORDERING = re.compile(
    r"^(?:要(?!害)|着力|切实|坚决|努力|有效|及时|全面|加强|加快|集中|杜绝|防止|避免|消除|解决|破解|整治|治理|针对|围绕|聚焦|严查|严禁|严防|责令|要求|确保|将|为|请|拟|力争|不得|必须|不能|应(?!急|用|当面)|须|希望|减少|降低|缓解|化解|改善|提升|推动|严格|举一反三|对照|查找|正视)"
)
_STRIP_HEAD = re.compile(
    r"^(?:但是|但|不过|然而|目前|当前|其中|同时|此外|另外|特别是|尤其是|如|比如|例如|即|还有|还|仍(?!有)|也|主要是|主要有|主要表现为|表现为|表现在|有的是|一是|二是|三是|四是|五是|六是|因|由于|则|：|，|、|了|着|的|存在|反映|发现|得知|了解到|看到|是(?!否)|称|老问题)+(?=.{4})"
)
_STRIP_TAIL = re.compile(r"(?:主要)?集中(?:在|于).*$|(?:等)?(?:的)?(?:突出)?问题$|等(?:现象|情况|行为|隐患)?$|，$|的(?:短板|不足|差距|现象|情况)$")
# What reads like a fault and is none: a threat, a mention of problems at large, a thing still unsolved.
_NO_ITEM = re.compile(
    r"^对[^，]*的(?:予以|将|要|严肃|依法|进行|一律|单位|坚决|及时)|存在的[^，]{0,8}(?:问题|不足|短板|困难)|^(?:至今|一直|长期|部分|一些|老问题)*(?:仍|尚)?(?:有[^，]{0,8})?未(?:得到|能|彻底|根本)*(?:解决|根治)|"
    r"^对[^，不未缺无]*$|^[0-9]+[件项个处]|^(?:凡|若|一旦|逾期|如有)|的$|^(?:不|无)?(?:容忽视|得|能|要|许|可|断|少)|约谈|追责|问责|通报批评|难能可贵|来之不易|只有更好|(?:将|重点|集中|着力)+(?:整治|治理|解决|破解|查处|打击|检查|排查|纠治)|^(?:整治|治理|查处|打击|围绕)|不放松|不松懈|不停|不间断|不留|不漏|不怕|不断|毫不|教训|曾|^[^未不没]*(?:处置|整治|整改|治理|处理|修复|清理|改造|解决|建设|排查|攻坚|方案|办法|行动)$|^本[周月日]共|"
    r"类(?:诉求)?[0-9]+件|^也有不足|(?:类)?(?:诉求|投诉|工单|件|案件|警情)[0-9.]+[件起条]|(?:方面|如下|之处|表现为|几个方面)$|(?:下降|回落|降低|减少)[0-9]|(?:降至|降到|减少到|下降到)|同比|环比|被(?:全|授予|评为)|累计(?:解决|整改|受理|完成)"
)
# A clause below a heading of faults that tells of none.
_NEUTRAL = re.compile(
    r"^(?:共|本次|此次|检查组|督查组|从[^，]*(?:看|来看)|主要|上述|以上|经|据|截至|通过|针对|其他|总体|总的|这些|现将|随机|现场(?:检查|查看|抽查)|[0-9]+月|按照|根据|目前已|下一步|下步)|(?:良好|较好|规范|整洁|完好|有序|齐全|明显|优秀|合格|达标|提升|改善|好转|值得肯定|较高|平稳|正常)$|(?<!不)到位$|已|满分|得分|如下|以下|方面$|情况$|处理|[：:]$|要求|责令|交办"
)
ITEM_MIN, ITEM_MAX = 4, 60


def fault_at(text: str, start: int, end: int, fault: "re.Pattern[str] | None") -> Span | None:
    """Return the piece of a clause that tells of a shortcoming, or None when it tells of none.

    fault: what must occur in it; None below a heading of faults, where any clause will do that is not neutral.
    """
    start, end = _stripped(text, start, end, fault or FAULT)
    words = text[start:end]
    if not ITEM_MIN <= len(words) <= ITEM_MAX or "。" in words or _NO_ITEM.search(words) or _GENERIC_ITEM.match(words):
        return None
    if SOLVED.search(words) or _ORDERING.match(words):
        return None
    if words.startswith(("重视", "只重")) or (fault or FAULT).search(words):
        return start, end
    return (start, end) if fault is None and len(words) > ITEM_MIN + 1 and not _NEUTRAL.search(words) else None


def _stripped(text: str, start: int, end: int, fault: "re.Pattern[str]") -> Span:
    mark = LIST_MARK.match(text, start, end)
    start = mark.end() if mark else start
    ordinal = ORDINAL.match(text, start, end)
    start = ordinal.end() if ordinal else start
    head = _STRIP_HEAD.match(text[start : min(end, start + ITEM_MAX)])
    start += head.end() if head else 0
    tail = _STRIP_TAIL.search(text[max(start, end - 2 * ITEM_MAX) : end])
    if tail:
        cut = max(start, end - 2 * ITEM_MAX) + tail.start()
        if cut - start >= ITEM_MIN and fault.search(text, start, cut):
            end = cut
    return start, end
