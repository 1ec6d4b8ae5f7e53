"""What a page is: one declaration of a question, its options and the function that asks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hornbook.answers.answer import Answer
from hornbook.console.option import Option, OptionKind
from hornbook.console.question import PageQuestion
from hornbook.standards.standard import Standard
from hornbook.text import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its name in addresses, its title, the command whose question it asks, and how.

    The options stand in the order of the command's, because a citation names them in this order.
    """

    name: str
    title: Phrase
    question: str
    """The command as a citation names it."""
    ask: Callable[[PageQuestion], Answer]
    options: tuple[Option, ...] = ()
    menu: bool = True
    """Whether the menu of all pages shows it."""
    takes_known: bool = True
    """Whether the day by which facts had to be known can be another one than the day asked about."""

    shows: Callable[[PageQuestion], Iterable[Standard]] | None = None
    """The rules whose texts the page shows without asking them; the address holds their digests too."""
    suits: Callable[[str], bool] | None = None
    """Whether other pages of the same support link to this one, by the support's id."""

    @property
    def fields(self) -> tuple[Option, ...]:
        """The options that an address may hold."""
        return tuple(option for option in self.options if option.fixed is None)

    def of_kind(self, kind: OptionKind) -> str | None:
        """The name of the option that holds one value of a kind, if the page has such an option."""
        return next((option.name for option in self.options if option.kind is kind and not option.many), None)

    @property
    def company(self) -> str | None:
        """The option that names the company, on a page of one company."""
        return self.of_kind(OptionKind.COMPANY)

    @property
    def standard(self) -> str | None:
        """The option that names the standard, on a page that asks one standard."""
        return self.of_kind(OptionKind.RULE)

    @property
    def support(self) -> str | None:
        """The option that names the support, on a page of one support."""
        return self.of_kind(OptionKind.SUPPORT)
