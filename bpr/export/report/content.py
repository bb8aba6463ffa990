"""What a report says, chapter by chapter; HTML, Word and PDF only write it."""

from __future__ import annotations

from collections.abc import Iterator

from bpr.export.report.chapter import Chapter, Figure, Kind, Report
from bpr.export.report.glossary import glossary_section
from bpr.export.report.matrices import handoff_matrices, raci_matrix
from bpr.export.report.methods import caution_lines, coverage_section, methods_section
from bpr.export.report.summary import summary_lines
from bpr.export.sections import named_sections
from bpr.export.speaker import Section, Speaker
from bpr.export.swimlane.album import Album
from bpr.export.swimlane.guard import check_picture
from bpr.export.theme.theme import PLAIN, Theme
from bpr.text import Text, pick

_ABOUT = {
    "figures": Text(
        en="Expected values for one case; what is not known is called so and never taken as zero.",
        zh="一个案例的期望值；未知的数据如实标注，绝不当作零。",
    ),
    "pictures": Text(
        en="Lanes are roles, grouped by department; the legend under the picture explains lines and colours.",
        zh="泳道为角色，按部门归组；图下方的图例说明线型和颜色。",
    ),
    "findings": Text(
        en="What should be looked at, the gravest first, each with a proposal.",
        zh="值得关注的问题，最严重的在前，每项附改进建议。",
    ),
    "handoffs": Text(
        en="Each handoff is a chance to wait, to misunderstand and to send back.",
        zh="每次交接都可能带来等待、误解和退回。",
    ),
    "handoff_matrix": Text(
        en="Rows hand over, columns receive; transfers per case. Brackets: work that stays in the same hands.",
        zh="行为交出方，列为接收方；数值为每案例传递次数。括号内为内部传递。",
    ),
    "loops": Text(
        en="Where work returns to an earlier step, how often, and what that costs.",
        zh="工作在哪里返回到先前的步骤，频率和代价如何。",
    ),
    "waiting": Text(
        en="The steps at which a case lies longest before somebody begins.",
        zh="案例在哪些步骤前停留最久。",
    ),
    "load": Text(
        en="How much work each role has with this process.",
        zh="各角色在本流程中的工作量。",
    ),
    "queues": Text(
        en="How long work waits because people are busy.",
        zh="因人手繁忙造成的等待。",
    ),
    "changes": Text(
        en="What one change alone would take away from the waiting.",
        zh="单独实施某项措施可减少的等待。",
    ),
    "bottlenecks": Text(
        en="Roles by how much they hold cases up; the score is a weighted mean of its parts, from 0 to 1.",
        zh="按阻碍案例的程度排列角色；得分为各部分的加权平均，取值 0 到 1。",
    ),
    "duties": Text(
        en="Each step should have exactly one accountable role and somebody who does it; what departs is listed.",
        zh="每个步骤应有唯一的负责人（A）和明确的执行者（R）；不符之处列于下方。",
    ),
    "methods": Text(
        en="Exact numbers follow from the model by calculation; they are as good as its inputs.",
        zh="“精确”指由模型直接计算得出，其质量取决于输入数据。",
    ),
}
_PICTURES = Text(en="The process in a picture", zh="流程图")
_KICKER = Text(en="Process report", zh="流程诊断报告")


def make_report(album: Album, *, lang: str = "en", theme: Theme = PLAIN) -> Report:
    """Put a report together.

    Args:
        album: the process, everything found about it, and its pictures.
        lang: language of the report.
        theme: colours, font and logo.

    Raises:
        ExportError: the process is too large for one picture, or a picture would tell a lie
            (`bpr.export.swimlane.guard`).
    """
    analysis = album.analysis
    speaker = Speaker(analysis, lang)
    named = named_sections(analysis, lang)
    heading = named["heading"]
    chapters = [*_chapters(speaker, named)]
    summary = summary_lines(speaker)
    glossary = glossary_section([*summary, *(text for one in chapters for text in _texts(one))], lang)
    chapters.append(_chapter("glossary", lang, glossary))
    chapters.append(_chapter("methods", lang, methods_section(speaker), coverage_section(speaker)))
    return Report(
        lang=lang,
        title=heading.title,
        kicker=_KICKER.pick(lang),
        facts=heading.lines[:1] if _has_facts(speaker) else (),
        caution=caution_lines(speaker),
        highlights=_highlights(speaker),
        summary=summary,
        severities=tuple(finding.severity for finding in analysis.findings),
        figures=_figures(album, lang, theme),
        chapters=tuple(chapters),
        theme=theme,
    )


def _chapters(speaker: Speaker, named: dict[str, Section]) -> Iterator[Chapter]:
    """All chapters but the last two, in reading order; those without content are left out."""
    lang = speaker.lang
    yield _chapter("figures", lang, named["figures"])
    yield _chapter("pictures", lang, Section(_PICTURES.pick(lang)), kind="pictures")
    yield _chapter("findings", lang, named["findings"], kind="findings")
    if "handoffs" in named:
        yield _chapter("handoffs", lang, named["handoffs"])
    if matrices := handoff_matrices(speaker):
        yield _chapter("handoff_matrix", lang, *matrices, kind="matrix")
    for key in ("loops", "waiting", "load", "queues", "changes", "bottlenecks"):
        if key in named:
            yield _chapter(key, lang, named[key])
    yield _chapter("duties", lang, named["duties"])
    if matrices := raci_matrix(speaker):
        yield _chapter("raci_matrix", lang, *matrices, kind="matrix")


def _chapter(key: str, lang: str, *sections: Section, kind: Kind = "table") -> Chapter:
    about = _ABOUT.get(key)
    return Chapter(key, sections, pick(about, lang), kind)


def _texts(chapter: Chapter) -> Iterator[str]:
    """Every text of a chapter."""
    yield chapter.about
    for section in chapter.sections:
        yield section.title
        yield from section.lines
        yield from section.head
        for row in section.rows:
            yield from row


def _has_facts(speaker: Speaker) -> bool:
    process = speaker.process
    return any(part is not None for part in (process.owner, process.customer, process.volume))


def _highlights(speaker: Speaker) -> tuple[tuple[str, str], ...]:
    """The numbers of the cover."""
    say, analysis = speaker.say, speaker.analysis
    rework = sum(not edge.planned for edge in analysis.loops.returning_edges)
    return (
        (
            say("Handoffs between roles, per case", "角色间交接（次/案例）"),
            speaker.number(analysis.handoffs["role"].handoffs_per_case),
        ),
        (say("Ways back (rework)", "返回路径（返工）"), str(rework)),
        (say("Cycle time", "周期时间"), speaker.brief_time(analysis.flow.cycle_time)),
        (say("Cycle-time efficiency", "周期效率"), speaker.percent(analysis.flow.cycle_time_efficiency)),
    )


def _figures(album: Album, lang: str, theme: Theme) -> tuple[Figure, ...]:
    """The whole process, then each sub-process that has steps of its own."""
    names = {node.id: node.label.pick(lang) for node in album.process.walk() if node.label}
    figures = []
    for scope in album.scopes:
        picture = album.picture(lang=lang, scope=scope, theme=theme)
        check_picture(picture.geometry, picture.metrics)
        caption = album.process.headline(lang) if scope is None else names.get(scope, scope)
        figures.append(Figure(caption, picture))
    return tuple(figures)
