from dataclasses import replace

from holdfire.base.phenomenon import Modality, Phenomenon
from holdfire.incidents.model import AssociationModel, Density, Kernel

MODEL = AssociationModel(
    37.0, 48.0, 1e-15, ((Phenomenon.STRIKE, 1e-9),), (Density(Phenomenon.STRIKE, 0, 0, 2e-9),)
)


def test_the_id_changes_with_every_number() -> None:
    others = [
        replace(MODEL, tau=-1.0),
        replace(MODEL, anchor_lon=37.1),
        replace(MODEL, background=((Phenomenon.STRIKE, 2e-9),)),
        replace(MODEL, kernel=Kernel(fire_lasts_s=3600.0)),
        replace(MODEL, shares=()),
        replace(MODEL, densities=()),
    ]
    assert len({MODEL.id, *(one.id for one in others)}) == 7
    assert replace(MODEL).id == MODEL.id


def test_every_modality_has_an_assumed_accuracy() -> None:
    assert {mode for mode, _ in Kernel().space_floor_m} == set(Modality)
