"""What people read on every desk: names in order, codes that a camera can take."""

import re

from borse.floor.reads import Seated
from borse.folding import alphabetical
from borse.frame.qr import qr_svg


def test_names_stand_where_norwegians_look_for_them() -> None:
    names = ["Åse", "Zoe", "Øyvind", "Ada", "Aasen", "Ærlig", "Idun", "Idéhuset"]
    assert sorted(names, key=alphabetical) == ["Ada", "Idéhuset", "Idun", "Zoe", "Ærlig", "Øyvind", "Åse", "Aasen"]


def test_a_code_that_is_made_smaller_is_not_cut_off() -> None:
    drawing = qr_svg("https://frivillig.example/lorenskog-2027/inn/abc", scale=4)
    width = re.search(r'<svg width="(\d+)"', drawing)
    assert width is not None
    assert f'viewBox="0 0 {width[1]} {width[1]}"' in drawing


def test_the_wall_shows_the_number_of_a_table_before_its_place() -> None:
    def sign(table: str) -> tuple[str, str, str]:
        return Seated(table=table, a="Banken", b="Turlaget").sign

    assert sign("Bord 7, ved kaffen") == ("Bord", "7", "ved kaffen")
    assert sign("Bord 7") == ("Bord", "7", "")
    assert sign("12") == ("", "12", "")
    assert sign("Scenen") == ("", "", "Scenen")
