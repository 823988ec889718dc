"""A knowledge base broken in twenty ways: file, line and the mend are named each time."""

import shutil

import pytest

from cnaim import ROOT
from cnaim.check import knowledge as check
from cnaim.knowledge import Store

NORTE = "locations/cnaim-norte.yml"
BRAGA = "locations/loja-braga.yml"
BROKEN = {
    "bad time": (BRAGA, 'opens_at: "08:30"', 'opens_at: "8h30"', "opens_at"),
    "time of no clock": (BRAGA, 'opens_at: "08:30"', 'opens_at: "25:30"', "opens_at"),
    "closing before opening": (BRAGA, 'closes_at: "19:30"', 'closes_at: "07:30"', "is before"),
    "opening equals closing": (BRAGA, 'closes_at: "19:30"', 'closes_at: "08:30"', "both"),
    "unknown weekday": (BRAGA, "SA", "SAT", "byday"),
    "unknown town": (NORTE, "town: porto", "town: portto", "did you mean 'porto'"),
    "unknown organization": (NORTE, "organization: cnaim-network", "organization: cnaim-netwrk", "did you mean 'cnaim-network'"),
    "unknown key": (NORTE, "town: porto", "town: porto\ntelefone: 22", "unknown key telefone"),
    "missing key": (NORTE, "town: porto\n", "", "town is missing"),
    "bad YAML": (NORTE, "town: porto", "town: [porto", "not valid YAML"),
    "the same key twice": (NORTE, "town: porto", "town: porto\ntown: lisboa", "twice"),
    "bad postcode": (NORTE, "4050-276", "4050 276", "postal_code"),
    "a phone that cannot exist": (NORTE, '"+351222073810"', '"+351122207381"', "no Portuguese telephone"),
    "a phone without country": (NORTE, '"+351222073810"', '"22 207 38 10"', "number"),
    "duplicate line": ("phones.yml", '"+351217115000"', '"+351808257257"', "already that of"),
    "unknown source": ("phones.yml", "sapo-2020", "sapo-2o2o", "not in knowledge/sources.yml"),
    "missing source": ("services/niss.yml", None, None, "source is missing"),
    "a date of no calendar": ("services/niss.yml", 'assured_date: "2026', 'assured_date: "2026-02-31', "assured_date"),
    "a date in the future": ("services/nationality.yml", 'assured_date: "2026-06-23"', 'assured_date: "2096-06-23"', "in the future"),
    "unknown phone line": ("services/nationality.yml", "{phone.irn}", "{phone.irm}", "did you mean 'irn'"),
    "unknown value": ("services/nationality.yml", "{years_others}", "{years_other}", "not in values"),
    "a number in a text": ("services/nationality.yml", "{years_others} anos", "10 anos", "a number in the text"),
    "status of no list": (NORTE, "status: active", "status: open", "not one of"),
    "a dead e-mail": (NORTE, "website: aima.gov.pt", "website: acm.gov.pt", "dead or an impostor"),
}


@pytest.fixture
def base(tmp_path):
    """A copy of the knowledge that may be broken."""
    return shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")


def break_it(base, name):
    file, old, new, _ = BROKEN[name]
    path = base / file
    text = path.read_text("utf-8")
    if old is None:
        start = text.index("source:", text.index("summary"))
        end = min(text.find(stop, start) for stop in ("\n", ", assured") if text.find(stop, start) > 0)
        text = text[:start] + text[end:].lstrip(", \n") if text[end] == "," else text[:start].rstrip() + text[end:]
    else:
        assert old in text, f"{file} has no {old}"
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def test_the_knowledge_as_it_is_has_no_error():
    assert [str(p) for p in check.errors(ROOT / "knowledge")] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_break_is_named_with_file_and_line(base, name):
    before = (base / BROKEN[name][0]).read_text("utf-8").splitlines()
    path = break_it(base, name)
    after = path.read_text("utf-8").splitlines()
    changed = next(i for i, (a, b) in enumerate(zip(before + [""], after + [""]), 1) if a != b)
    found = [p for p in check.errors(base) if p.path == path]
    assert found, "nothing was found"
    assert any(BROKEN[name][3] in p.message for p in found), [str(p) for p in found]
    if name != "missing key":
        assert min(abs(p.line - changed) for p in found) <= 6, (changed, [str(p) for p in found])


def test_a_broken_file_leaves_the_last_good_version(base, tmp_path, monkeypatch):
    """Two processes: one that runs already, and one that starts while the file is broken."""
    monkeypatch.setattr("cnaim.knowledge.store.LOOK_EVERY", 0)
    running = Store(base, tmp_path / "cache")
    good = running.get().version
    break_it(base, "bad YAML")
    assert running.get().version == good
    assert Store(base, tmp_path / "cache").get().version == good


def test_a_change_is_seen_without_a_restart(base, tmp_path, monkeypatch):
    monkeypatch.setattr("cnaim.knowledge.store.LOOK_EVERY", 0)
    store = Store(base, tmp_path / "cache")
    before = store.get()
    path = base / NORTE
    path.write_text(path.read_text("utf-8").replace("4050-276", "4050-279"), "utf-8")
    after = store.get()
    assert before.locations["cnaim-norte"]["address"]["postal_code"] == "4050-276"
    assert after.locations["cnaim-norte"]["address"]["postal_code"] == "4050-279"
