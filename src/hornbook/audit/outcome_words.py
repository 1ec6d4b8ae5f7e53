"""Which of two words means that the outcome came about: yes and no, success and failure, sold and closed."""

import numpy as np

from hornbook.audit.columns import CellColumn, Floats, Sort
from hornbook.audit.naming import plain_name

_YES = """
1 true t yes y positive pos success successful succeeded succeed won win winner pass passed good unicorn 是
成功 正 有 真 独角兽 对 达标 はい 成功した 有り 예 네 성공 참 ja wahr erfolg erfolgreich oui vrai succès réussi
réussite sí si verdadero éxito exitosa exitoso vero successo riuscito sim verdadeiro sucesso waar succes да
успех
"""
_NO = """
0 false f no n negative neg failure fail failed lost lose loser none bad not_unicorn non_unicorn 否 失败 负 非
假 无 非独角兽 不是 未成功 未达标 いいえ 失敗 無し 아니오 아니요 실패 거짓 nein falsch misserfolg gescheitert
non faux échec échoué falso fracaso fracasada fracasado fallimento fallita fallito não falha fracasso nee
onwaar mislukt нет неудача
"""
_OUT = """
acquired acquisition bought sold merged exit exited ipo public listed went_public 被收购 已被收购 收购 并购
被并购 上市 已上市 已退出 買収 上場 인수 상장 übernommen verkauft börsennotiert racheté acquis vendu coté
adquirida adquirido vendida vendido acquisita acquisito venduta quotata overgenomen
"""
_ON = """
operating active alive open running live going in_business survived surviving 存续 在业 在营 运营中 运营 经营
正常 开业 存活 営業中 存続 活動中 운영중 영업중 생존 aktiv tätig bestehend actif en_activité activa activo
operativa operativo attiva attivo ativa ativo actief
"""
_OFF = """
closed shut shut_down shutdown dead inactive bankrupt bankruptcy dissolved liquidated defunct ceased deadpooled
died 注销 已注销 吊销 已吊销 关闭 已关闭 倒闭 破产 停业 歇业 清算 解散 死亡 廃業 倒産 閉鎖 폐업 파산 해산
geschlossen insolvent aufgelöst liquidiert gelöscht erloschen fermé fermée liquidé liquidée radié radiée cessé
cerrada cerrado quebrada disuelta liquidada chiusa chiuso cessata liquidata fechada fechado encerrada encerrado
gesloten failliet закрыта закрыт
"""
_LEVELS = {
    plain_name(word): level
    for level, words in ((3, _YES), (2, _OUT), (1, _ON), (0, _NO), (0, _OFF))
    for word in words.split()
} | {"-1": 0}
"""What a word says of a company, the higher the better: an exit is above going on, going on is above an end."""
_ANSWERS = frozenset(plain_name(word) for word in (_YES + _NO).split()) | {"-1"}


def _words(of: CellColumn) -> dict[float, str] | None:
    """Each value of a column of at most four, as a plain word; None for any other column."""
    if of.sort not in (Sort.WORD, Sort.NUMBER) or of.distinct > 4:
        return None
    values = [float(value) for value in np.unique(of.values[~of.missing])]
    return {v: plain_name(of.words[int(v)]) if of.sort is Sort.WORD else f"{v:g}" for v in values}


def is_answer(of: CellColumn) -> bool:
    """Whether every cell says yes or no, success or failure, as opposed to what became of a company."""
    words = _words(of)
    return words is not None and all(word in _ANSWERS for word in words.values())


def yes_no(of: CellColumn, *, given: bool = False) -> Floats | None:
    """A column of two outcomes as 1 and 0, NaN where it is empty; None when it holds anything else.

    `given`: somebody says that it is the outcome. Then any two words will do, and the rarer one is the outcome.
    """
    words = _words(of)
    if words is None:
        return None
    level = {value: _LEVELS.get(word) for value, word in words.items()}
    there = {each for each in level.values() if each is not None}
    best = max(there, default=0)
    if None in level.values() or not (all(w in _ANSWERS for w in words.values()) or len(words) == 2 == len(there)):
        if not given or len(words) != 2:
            return None
        first, second = words
        rarer = first if (of.values == first).sum() < (of.values == second).sum() else second
        return np.where(of.missing, np.nan, (of.values == rarer).astype(np.float64))
    answer = np.full(of.values.size, np.nan)
    for value, each in level.items():
        answer[of.values == value] = float(each == best and each > 0)
    return answer
