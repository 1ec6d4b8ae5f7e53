"""Commands that are loaded when they are asked for, and shown in the language of the user.

Nothing heavy is imported before a question is asked: a command's module is imported when it is run, completed
or listed, and imports what it needs when it runs.
"""

import re
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from hornbook.cli.state import lang
from hornbook.locale import Lang, catalogue


class LazyGroup(TyperGroup):
    """A group whose commands stand in a table of places: name to 'module:function', or to a group."""

    places: ClassVar[dict[str, Any]] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of the table."""
        return list(self.places)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, loaded now; none where there is none."""
        place = self.places.get(cmd_name)
        if place is None:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = translated_command(_loaded(cmd_name, place))
        if ctx.resilient_parsing:
            _keep_words(self.commands[cmd_name], ctx)
        return self.commands[cmd_name]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """The words behind the group's name; on a completion they are not read as values."""
        if ctx.resilient_parsing:
            _keep_words(self, ctx)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names; the nearest names are looked for only where there is none."""
        if args and args[0] not in self.places:
            self.commands.update({name: self.get_command(ctx, name) for name in self.places})
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The help text with its headings in the user's language."""
        return usage_translated(super().get_help(ctx))


def _keep_words(command: Any, ctx: Any) -> None:
    """Have a command keep the words of its options as they stand, for completion asks no more of them.

    To read them as values takes pydantic, whose import would be half the time of a Tab.
    """
    for parameter in command.get_params(ctx):
        parameter.process_value = lambda _, value: value


def _loaded(name: str, place: Any) -> Any:
    if isinstance(place, typer.Typer):
        return typer.main.get_group(place)
    module, _, function = place.partition(":")
    callback = getattr(import_module(module), function)
    info = CommandInfo(name=name, callback=callback, rich_help_panel=None)
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


def translated_command(command: Any) -> Any:
    """A command whose help is in the user's language."""
    if lang() is Lang.EN:
        return command
    words = catalogue(lang())
    if command.help:
        first, space, rest = command.help.partition("\n\n")
        command.help = words.gettext(first.replace("\n", " ")) + space + rest
    command.short_help = command.help.partition("\n\n")[0] if command.help else None
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _LIBRARY.get(parameter.help) or words.gettext(parameter.help)
    of_help = command.get_help
    if not isinstance(command, TyperGroup):
        command.get_help = lambda ctx: usage_translated(of_help(ctx))
    return command


_HEADINGS = {
    "Usage: ": "用法：",
    "\nOptions:\n": "\n选项：\n",
    "\nArguments:\n": "\n参数：\n",
    "\nCommands:\n": "\n命令：\n",
    "Show this message and exit.": "显示本帮助。",
    "[required]": "[必填]",
    "[env var: ": "[环境变量：",
}
"""What the library of commands writes by itself, in Chinese."""
_LIBRARY = {
    "Install completion for the current shell.": "为当前 shell 安装自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示当前 shell 的自动补全脚本，供复制或自行调整。"
    ),
}
"""Its help of its own options, in Chinese."""
_DEFAULT = re.compile(r"\[default:( ?)(\s*)")


def usage_translated(text: str) -> str:
    """A help text with the library's own words in the user's language."""
    if lang() is Lang.ZH:
        for english, chinese in _HEADINGS.items():
            text = text.replace(english, chinese)
        text = _DEFAULT.sub(r"[默认：\2", text)
    return text
