"""A column of texts in memory, asked whether each is one of some words: every distinct text is looked at once."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.lang.bits import Bits, Bools, Truth, decided, known_bits, packed


class WordColumn:
    """Texts of many companies by number, and the distinct ones in small letters, as the engine makes them."""

    def __init__(self, array: pa.Array) -> None:
        if not pa.types.is_dictionary(array.type):
            array = array.cast(pa.string()).dictionary_encode()
        numbers = array.indices
        self.known: Bits | None = known_bits(numbers)
        own = np.dtype(numbers.type.to_pandas_dtype())
        self._numbers = np.frombuffer(numbers.buffers()[1], own)[numbers.offset : numbers.offset + len(numbers)]
        self._texts = pc.utf8_lower(array.dictionary)

    def among(self, words: tuple[str, ...]) -> Truth:
        """Whether each is one of these."""
        return self._asked(pc.is_in(self._texts, pc.utf8_lower(pa.array(words, pa.string()))))

    def containing(self, word: str) -> Truth:
        """Whether each contains this."""
        return self._asked(pc.match_substring(self._texts, pc.utf8_lower(pa.scalar(word)).as_py()))

    def equal(self, word: str) -> Bools:
        """Of which companies, known or not, the text is this."""
        return self._of_each(pc.is_in(self._texts, pc.utf8_lower(pa.array([word]))))

    def _asked(self, texts: pa.Array) -> Truth:
        return decided(packed(self._of_each(texts)), self.known)

    def _of_each(self, texts: pa.Array) -> Bools:
        """What holds of the distinct texts as what holds of each company's."""
        if not len(texts):  # nothing is known of any
            return np.zeros(len(self._numbers), np.bool_)
        return np.take(np.asarray(texts.fill_null(False)), self._numbers, mode="clip")
