"""What a text says of one project: owner, place, size, permits, how far it is."""

import re
from collections.abc import Iterator

from bihuan.intake.rules.project_labels import Labelled, labelled
from bihuan.intake.rules.project_progress import Fact, told_by_clauses
from bihuan.kernel.numerals import whole
from bihuan.kernel.quantities import find_quantities
from bihuan.kernel.spans import Span

_ORG = r"[^，。；：、！？由为与和及是\s]{2,26}?"
_LEGAL = r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司)"
COMPANY = re.compile(rf"{_ORG}{_LEGAL}")
_BODY = rf"(?:{_ORG}{_LEGAL}|{_ORG}(?:局|委|街道|镇政府|办事处|管委会|学院|大学|研究院|医院|中心|政府|镇))"
_OWNER = (
    re.compile(
        rf"由(?P<owner>{_BODY})(?:与|和|联合)(?P<partner>{_BODY})(?:合作|共同|联合)?(?:共建|建设|投资|开发|承建|打造)"
    ),
    re.compile(
        r"由(?P<owner>[^，。；、与和及由]{2,16})(?:与|和|联合|携手)(?P<partner>[^，。；、与和及]{2,20}?)(?:合作|共同|联合|联手|合资|共建)"
    ),
    re.compile(rf"(?:建设单位|业主单位)(?P<owner>{_ORG}{_LEGAL})"),
    re.compile(
        rf"(?:^|(?<=[。，；]))(?P<owner>{_BODY})(?:牵头|主导)，?与(?P<partner>{_ORG}{_LEGAL})(?:合作|共同|联合|联手)"
    ),
    re.compile(
        rf"由(?P<owner>{_BODY})(?:负责|全额|自主|斥资[^，。]{{2,10}}|总?投资[^，。]{{2,10}})?(?:投资|出资|兴建|打造|建设|承建|开发|实施|独资|主导)"
    ),
    re.compile(
        r"(?:建设单位|业主单位|项目业主|业主|投资方|建设方|投资主体|实施主体|建设主体)(?:为|是|：|系)(?P<owner>[^，。；]{2,26})"
    ),
    re.compile(
        rf"(?:^|(?<=[。，；]))(?P<owner>{_ORG}{_LEGAL})(?:为|是|系)(?:项目)?(?:建设主体|建设单位|投资主体|投资方|实施主体|业主|业主单位|代建单位)"
    ),
    re.compile(
        rf"(?:^|(?<=[。，；]))(?P<owner>{_ORG}{_LEGAL})(?:投资|出资|独资|负责)?(?:建设|兴建|开发|实施|组织实施)"
    ),
)
_PARTNER = re.compile(
    rf"(?:与|和|会见(?:了)?|签约企业(?:为|是))(?P<partner>{_ORG}{_LEGAL})(?=举行|一行|董事|总|就|进行|合作|签|开展|相关)|会见(?:了)?(?:来访的|前来[^，。的]{{2,8}}的)?(?P<guest>{_ORG}{_LEGAL})"
)
_NUMBER = r"约?(?:[0-9]+(?:\.[0-9]+)?[余多]?[万亿]?余?|[一二三四五六七八九十百千万]+)"
_AREA = r"(?:亩|平方米|平方公里|公顷|㎡|平米)"
_SIMPLE: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    (
        "land_area",
        re.compile(
            rf"(?:总|规划|共|计划|拟)?(?:占地|用地|征地)(?:总)?(?:面积|规模)?(?:为|达)?{_NUMBER}{_AREA}|规划(?:总)?面积{_NUMBER}(?:亩|公顷|平方公里)"
        ),
    ),
    (
        "done_area",
        re.compile(
            rf"(?:现?已|累计|目前)(?:累计)?(?:完成|建成|竣工)(?:[一-鿿]{{0,4}}面积|建设|建筑|主体|厂房|楼面)?{_NUMBER}{_AREA}"
        ),
    ),
    (
        "floor_area",
        re.compile(
            rf"(?:地上地下)?(?:规划)?(?:总)?建筑(?:总)?(?:面积|体量|规模)(?:为|达)?{_NUMBER}{_AREA}|(?:^|(?<=[，。；]))(?:使用|营业|室内)?面积(?:为|达)?{_NUMBER}(?:平方米|㎡|平米)"
        ),
    ),
    (
        "note",
        re.compile(
            rf"(?:项目)?(?:计划|预计)?(?:(?:总|概算|静态|固定资产)?投资(?:额|概算)?|概算|造价)(?:为|达|约)?{_NUMBER}元"
        ),
    ),
    (
        "phases",
        re.compile(
            r"(?:计划|项目|拟|共)*分(?:为)?(?:[^，。；0-9]{2,14}?)?[一二两三四五六0-9]个?(?:期|阶段|批|标段)(?:次)?(?:滚动|同步|逐步|有序|梯次|统一)?(?:开发|投资)?(?:建设|实施|推进|进行|施工)?"
        ),
    ),
    (
        "location",
        re.compile(
            r"(?<=(?:设|体)地点[：:])[^，。；]{2,40}|(?:拟?选址(?:于|在)?(?!意见|踏勘|未|论证|红线|方案)|布局在|落户(?:于|在)|位于|坐落于|坐落在|地处|(?:[东西南北]|[东西南北][东西南北])起|起于|起点位于)[^，。；的]{2,40}"
        ),
    ),
    (
        "capacity",
        re.compile(
            r"(?:(?:达产|建成|投产|投用|满产)后)?可?(?:(?<=后)年[封组装检测发培种运][一-鿿]?|年可?(?:产|新增|生产|回收|培育|消化|加工|处理|生产|吞吐|供应?|转运|消纳|屠宰|储存)|日可?(?:处理|产|供水|加工|供应|提升|排水|净化|净水|消纳|转运|供气|接待|就餐|供餐))[^，。；以及]{0,16}?[0-9.]+[余多]?[万亿]?(?:根|辆份|份|瓶|箱|盒|公斤|千克|克|吨位|标方|方|头|羽|株|尾|双|副|枚|千瓦|公里|平方米|套|台|辆|件|只|片|吨|个|支|条|千瓦时|吉瓦时|兆瓦时|兆瓦|立方米|组|块|米|颗)[^，。；以及和的]{0,14}"
        ),
    ),
    (
        "capacity",
        re.compile(
            r"(?<=以及)[0-9.]+[万亿]?(?:套|台|辆|件|只|片|吨)[^，。；以及和的]{1,12}|设(?:置|有)?[0-9]+个?(?:教学)?班[^，。；]{0,14}|设(?:置|有)?[0-9]+(?:张|个)(?:床位|学位|车位|泊位)|(?:设置|开设|提供|可容纳)(?:床位|学位|班级|教学班|车位|泊位|停车位)[0-9]+(?:张|个)|(?:床位|学位|车位|泊位)[0-9]+(?:张|个)|(?:设计|总|规划|核定|日均?|年)?(?:库容|产能|装机容量|装机|处理能力|供水能力|供热能力|吞吐能力|加工能力|存栏|出栏)(?:量|规模)?(?:为|达到|达|约|共)?约?[0-9.]+[余多]?[万亿]?(?:吨/日|吨/年|立方米/日|吨|立方米|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|套|台|件|头|只|羽|平方米|标箱)|(?<=可提供)[一-鿿]{2,4}[0-9.]+[万]?(?:架|台|张|个|套)|可(?:同时)?(?:提供|容纳|停放|安置|入住|接纳|服务)[^，。；、0-9]{0,12}[0-9.]+[余多]?[万亿]?余?(?:套|个|户|人次|人|张|辆|间|名)"
        ),
    ),
)
_CONTENTS = re.compile(
    r"(?:主要建设内容(?:为|包括)?|(?:改造|实施|工程)内容(?:为|包括|有|涵盖)|一期(?:主要)?建设(?=[^，。；]{2,30}(?:和|及|、))|主要建设|主要包括|建设内容(?:为|包括)|主要内容(?:为|包括)|包含|涵盖)(?P<bare>[^，。；]{3,80})|(?P<full>(?:内含|内设|(?<!建)设有|建有|配有|配套建设|规划有|(?<!建)设(?=[^，。；有置计立]{1,12}、)|规划设置|重点布局|规划建设|拟建设|拟建|建设(?!者|用地|工程|单位|现场|规划)(?=[^，。；]{2,30}[0-9、]))[^，。；]{3,80})"
)
# 新建发酵车间、冷库及检验中心; 桥长1146米，双向六车道; 涉及43个院落、2716户: what is to be built, in a clause of its own.
_MADE = re.compile(
    r"(?:^|(?<=[。，；：]))(?P<what>(?:新建|改建|扩建|新上|拆除|建设)[^，。；]{2,24}、[^，。；]{2,30}|(?:桥|路线|线路|路|堤|全|总)长[0-9.]+(?:公里|千米|米)(?:[，、](?:双向[二四六八十]车道|沿途[^，。；]{2,14}))?|涉及(?:[0-9]+个[^，。；]{2,30}|[一-鿿]{2,4}[0-9]+[余多]?[个户栋处条])|新增[0-9一-鿿]{2,16}?[0-9]+[台套条座组个栋辆架]|(?:拆除|改造)[^，。；]{2,16}，新建[^，。；]{2,24})(?=[，。；])"
)
_UNITS = r"(?:台套|组|间|米|公里|千米|米|平方米|万平方米|立方米|亩|公顷|栋|幢|座|处|条|台|套|个|间|盏|株|棵|户|部|口|组|孔|根|吨|项|车道)"
# 修复岸线3.4公里、种植红树林210亩: what is to be built, with how much of it.
_AMOUNTS = re.compile(
    rf"(?:^|(?<=[。，；：]))(?:该?项目|该?工程|计划|拟|将|规划|主要|共|总计|预计|包括)*(?P<what>(?:新建|新上|改造|改建|扩建|拆除|修建|修复|修缮|种植|栽植|清淤|疏浚|铺设|敷设|安装|加装|拓宽|整治|更新|更换|维修|硬化|绿化|建设|配建|增设|新增|购置|打造|治理|迁建|实施)[^，。；0-9]{{0,14}}[0-9.]+[余多]?[万亿]?余?{_UNITS}(?:[、及和][^，。；0-9]{{1,14}}[0-9.]+[余多]?[万亿]?余?{_UNITS})*)(?=[，。；、及]|$)"
)
_SEEN = re.compile(r"(?:察看|查看)(?:了)?(?P<bare>[^，。；]{4,40}?)等(?:功能区|区域|场所)")
_PURPOSE = re.compile(
    r"(?:项目)?(?:建成|达产|投产|投用|投运|通车|开业|投入使用|完工|建成投产|建成投用)后[，]?(?:预计)?(?:可|将|能|可以)(?P<what>[^，。；]{4,60})|主要用于[^，。；]{4,60}|可(?:大幅|有效|极大|显著|进一步|带动|让)[^，。；]{4,40}|(?:^|(?<=[，；。]))(?:为|让)[^，。；]{2,24}(?:提供|不再|享受|实现)[^，。；]{2,30}|将(?:着力|重点)[^，。；]{6,60}|将(?:重点|有效|进一步|极大|大力|着力)(?:解决|缓解|带动|填补|提升|推动|改善|促进|助力|满足)[^，。；]{4,60}"
)
_NOTE = re.compile(
    r"(?:全省|全国|全市|[一-鿿]{2,4}[省市])(?:首例|首个|首家|唯一|最大)[^，。；]{2,40}|(?:获评|入选|获得|荣获|被评为|列入)[^，。；]{0,4}(?:省|国家|全国|市)[^，。；]{4,30}|[全本][省市区县国](?:第[0-9一二三四五六七八九十]+[座个家条])[^，。；]{2,24}|(?:系|是|为|成为)[^，。；]{0,12}(?:首个|首例|首家|唯一|最大)[^，。；]{2,40}|(?:预计|计划|力争)[^，。；]{2,24}(?:竣工|完工|投产|贯通|合龙|完成|交付|投用|投入使用|建成|通车|封顶|达产|开园|开业|投运|开诊|验收|达效|试产|通水|通气|通电|启用|上线|开馆|迎客|交房|入住)(?:使用|投用|达效|运营)?"
)


def find_facts(text: str, name: Span, passages: tuple[Span, ...]) -> Iterator[Fact]:
    """Yield what the passages say of a project, each fact once, in order.

    name: where the project is first named; a company it begins with is its owner.
    """
    seen: set[tuple[str, Span]] = set()
    single = {"owner", "partner", "status", "purpose", "location", "start", "land_area", "phases", "permit_date"}
    done: set[str] = set()
    for fact in (*_of_name(text, name), *(f for p in passages for f in _of_passage(text, p))):
        if (fact.field, fact.span) in seen or (fact.field in single and fact.field in done):
            continue
        seen.add((fact.field, fact.span))
        done.add(fact.field)
        yield fact


def _of_name(text: str, name: Span) -> Iterator[Fact]:
    company = re.compile(rf".{{2,24}}?{_LEGAL}").match(text, *name)
    if company and company.end() < name[1]:
        yield Fact("owner", company.group(), company.span())


def _of_passage(text: str, passage: Span) -> Iterator[Fact]:
    """Yield what stands after labels (建设单位：…), then what the rest tells in sentences."""
    at, rest = passage[0], []
    for entry in labelled(text, passage):
        rest.append((at, entry.whole[0]))
        at = entry.whole[1]
        if entry.field != "-":
            yield from _of_label(text, entry)
    for start, end in (*rest, (at, passage[1])):
        for fact in _of_prose(text[start:end]) if end > start else ():
            yield Fact(fact.field, fact.value, (start + fact.span[0], start + fact.span[1]))


def _of_label(text: str, entry: Labelled) -> Iterator[Fact]:
    """Yield what a labelled value tells by its own words where they tell more exactly, else the value as it is."""
    words = text[slice(*entry.value)]
    told = [f for f in _of_prose(words) if f.field in _TOLD_UNDER.get(entry.field, ())]
    for fact in told:
        yield Fact(fact.field, fact.value, (entry.value[0] + fact.span[0], entry.value[0] + fact.span[1]))
    if not told or (entry.field == "progress" and {f.field for f in told} <= {"permit_date"}):
        field = {"scale": "contents", "progress": "status"}.get(entry.field, entry.field)
        yield Fact(field, _value(field, words), entry.value)


_SIZES = frozenset({"land_area", "floor_area", "done_area", "capacity", "phases"})
_TOLD_UNDER = {
    "status": frozenset({"done_area", "permit", "permit_date"}),
    "permit": frozenset({"permit", "permit_date"}),
    "progress": frozenset({"done_area", "permit", "permit_date", "status", "start", "note"}),
    "scale": _SIZES,
}


def _of_prose(text: str) -> Iterator[Fact]:
    start, end = 0, len(text)
    yield from _owners(text, start, end)
    for field, pattern in _SIMPLE:
        for match in pattern.finditer(text, start, end):
            if field == "floor_area" and re.search(
                r"(?:完成|建成)$", text[max(start, match.start() - 4) : match.start()]
            ):
                continue
            yield Fact(field, _value(field, match.group()), _stretch(text, field, match.span(), end))
    for match in (*_CONTENTS.finditer(text, start, end), *_SEEN.finditer(text, start, end)):
        group = "bare" if match["bare"] else "full"
        yield Fact("contents", None, _trimmed(text, match.span(group)))
    contents = _MADE.search(text, start, end) or _AMOUNTS.search(text, start, end)
    if contents and not _CONTENTS.search(text, start, end):
        yield Fact("contents", None, contents.span("what"))
    for match in _NOTE.finditer(text, start, end):
        yield Fact("note", None, match.span())
    for match in _PURPOSE.finditer(text, start, end):
        if not re.search(r"年产|形成.{0,6}年", match.group()):
            begin = (
                match.start()
                if not match["what"]
                else max(match.start(), text.rfind("，", match.start(), match.start("what")) + 1)
            )
            yield Fact("purpose", None, (begin, match.end()))
    yield from told_by_clauses(text)


def _owners(text: str, start: int, end: int) -> Iterator[Fact]:
    for pattern in _OWNER:
        match = pattern.search(text, start, end)
        if match:
            yield Fact("owner", match["owner"], match.span("owner"))
            if "partner" in pattern.groupindex and match["partner"]:
                yield Fact("partner", match["partner"], match.span("partner"))
            return
    told = re.compile(rf"(?:^|(?<=[。，]))(?P<owner>{_ORG}{_LEGAL})是").search(text, start, end)
    if told:
        yield Fact("owner", told["owner"], told.span("owner"))
    joined = re.compile(
        rf"引入(?P<in>{_ORG}{_LEGAL})|(?:^|(?<=[。，；]))(?P<to>[^，。；]{{2,20}}?)(?:为意向|有意参与|拟参与)"
    ).search(text, start, end)
    if joined:
        group = "in" if joined["in"] else "to"
        yield Fact("partner", joined[group], joined.span(group))
        return
    partner = _PARTNER.search(text, start, end)
    if partner:
        group = "partner" if partner["partner"] else "guest"
        yield Fact("partner", partner[group], partner.span(group))


def _stretch(text: str, field: str, span: Span, end: int) -> Span:
    """Let a place such as 西起甲，东至乙 run on over its comma."""
    if field == "location":
        more = re.compile(r"，?(?:[东西南北]至|止于|终点)[^，。；]{2,30}").match(text, span[1], end)
        if more:
            return span[0], more.end()
    return span


def _trimmed(text: str, span: Span) -> Span:
    piece = re.sub(
        r"(?:等)?[一二三四五六七八九十0-9]*(?:项|大|个)?(?:内容|部分|板块|功能区|工程内容)$", "", text[slice(*span)]
    )
    piece = re.sub(r"等$", "", piece)
    return span[0], span[0] + max(len(piece), 1)


def _value(field: str, words: str) -> str | None:
    """Return an area, an amount or a count in a fixed form."""
    if field == "phases":
        digits = re.search(r"[一二两三四五六0-9]+", words)
        count = whole(digits.group()) if digits else None
        return None if count is None else str(count)
    if field == "location":
        return re.sub(
            r"^(?:拟?选址(?:于|在)?(?!意见|踏勘|未|论证|红线|方案)|布局在|落户(?:于|在)|位于|坐落于|坐落在|地处)",
            "",
            words,
        )
    amounts = find_quantities(words)
    if not amounts:
        return None
    first = amounts[0]
    plain = f"{first.value.normalize():f} {first.unit}"
    return f"{plain} (approx)" if first.approximate else plain
