"""The command line as a whole: which verbs there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from bpr.cli import (
    analyse,
    check,
    compare,
    convert,
    demo,
    doctor,
    draw,
    explain,
    export,
    library,
    new,
    raci,
    report,
    schema,
    simulate,
    table,
)
from bpr.cli.invocation import as_called, program

app = typer.Typer(
    name="bpr",
    no_args_is_help=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Process mapping and reengineering: handoffs, loops, waiting, RACI, swimlanes. 流程梳理与再造。",
    epilog="Example: [bold]bpr export customer-reception.asis[/bold]",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("demo")(demo.demo)
app.command("new")(new.new)
app.command("check")(check.check)
app.command("analyse")(analyse.analyse)
app.command("draw")(draw.draw)
app.command("compare")(compare.compare)
app.command("simulate")(simulate.simulate)
app.command("explain")(explain.explain)
app.command("export")(export.export)
app.command("report")(report.report)
app.command("convert")(convert.convert)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)
app.add_typer(library.app, name="library")
app.add_typer(raci.app, name="raci")
app.add_typer(table.app, name="table")


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Process mapping and reengineering (流程梳理与再造): handoffs, loops, waiting, RACI, swimlanes."""
    if context.invoked_subcommand is None:
        lines = (
            "Three good ways to begin / 三种开始方式：\n"
            "  bpr demo                             a library model from file to pictures / 运行示例\n"
            "  bpr library list                     the ready-made models / 查看模型库\n"
            "  bpr export my-process.yaml           everything about your own process / 分析并导出自己的流程\n"
            f"All commands / 全部命令：{program()} --help"
        )
        typer.echo(as_called(lines))


def command_line() -> Callable[..., Any]:
    """The verbs, with the examples in their help as this run was called."""
    command = typer.main.get_command(app)
    _say_as_called(command)
    return command


def _say_as_called(command: Any) -> None:
    command.help, command.epilog = as_called(command.help or ""), as_called(command.epilog or "")
    for verb in getattr(command, "commands", {}).values():
        _say_as_called(verb)
