"""What people read on every desk: names in order, codes that a camera can take."""

import re

import pytest
from pydantic import ValidationError

from borse.floor.names import number_of
from borse.folding import alphabetical
from borse.frame.qr import qr_svg
from borse.ids import new_id
from borse.newcomers import NewPost
from borse.sentences import sentences


def test_names_stand_where_norwegians_look_for_them() -> None:
    names = ["Åse", "Zoe", "Øyvind", "Ada", "Aasen", "Ærlig", "Idun", "Idéhuset", "Łukasz", "Đặng", "Šime", "Maja"]
    in_order = "Ada Đặng Idéhuset Idun Łukasz Maja Šime Zoe Ærlig Øyvind Åse Aasen"
    assert sorted(names, key=alphabetical) == in_order.split()


def test_a_code_that_is_made_smaller_is_not_cut_off() -> None:
    drawing = qr_svg("https://frivillig.example/lorenskog-2027/inn/abc", scale=4)
    width = re.search(r'<svg width="(\d+)"', drawing)
    assert width is not None
    assert f'viewBox="0 0 {width[1]} {width[1]}"' in drawing


def test_the_wall_shows_the_number_of_a_table_and_the_name_of_one_without() -> None:
    names = ("Bord 7, ved kaffen", "Bord 7", "12", "Scenen")
    assert [number_of(name) for name in names] == ["7", "7", "12", "Scenen"]


def test_of_a_text_that_is_too_long_it_is_said_how_many_letters_it_may_have() -> None:
    with pytest.raises(ValidationError) as raised:
        NewPost(post=new_id(), kind="offer", text="a" * 501)
    assert sentences(raised.value.errors()) == {"text": "Bruk høyst 500 tegn."}
