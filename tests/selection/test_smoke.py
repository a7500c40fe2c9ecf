from core.models import SentNotice
from members.enums import Capacity
from mobility.models import IssuedDocument
from mobility.operations import place
from selection import operations
from tests.selection.scene import make_scene, settle


def test_walk(house):
    with house.scope():
        s = make_scene(house, places=1)
        s.admit_all()
        settle()

    def show(name, path, code=200):
        r = house.client(name).get(house.url(path))
        assert r.status_code == code, (path, r.status_code, r.content[:3000])
        assert b"\xc2\xabundefined" not in r.content, (
            path,
            [x for x in r.content.decode().split("\n") if "«und" in x],
        )
        return r.content.decode()

    m = s.mobilities[0]
    show("assessor", f"selection/{s.call.slug}/")
    show("assessor", f"selection/score/{m.public_id}/")
    show("assessor", f"selection/score/{m.public_id}/leave/")
    show("chair", f"selection/{s.call.slug}/board/")
    show("chair", f"selection/{s.call.slug}/close/")
    show("coordinator", f"selection/{s.call.slug}/committee/")
    show("coordinator", f"mobilities/{m.public_id}/")
    r = house.client("chair").get(f"/{house.university.slug}/scoring/")
    assert r.status_code == 200
    r = house.client("coordinator").get(f"/{house.university.slug}/scoring/")
    assert r.status_code == 200
    with house.scope():
        s.score_all(names=("chair", "assessor"))
        s.score_all(10, names=("second",))
        settle()
    show("assessor", f"selection/score/{m.public_id}/")
    with house.scope():
        s.close()
        settle()
    show("chair", f"selection/{s.call.slug}/board/")
    show("chair", f"selection/decide/{m.public_id}/")
    with house.scope():
        s.decide_all("award", "reserve", "refuse")
    show("chair", f"selection/{s.call.slug}/board/")
    show("chair", f"selection/{s.call.slug}/release/")
    with house.scope():
        print(s.release())
        settle()
        m = s.fresh(m)
        assert m.stage == "awarded"
        place.accept_place(mobility=m, actor=s.actor("applicant0"))
        settle()
    show("applicant1", f"mobilities/{s.mobilities[1].public_id}/")
    show("chair", f"selection/{s.call.slug}/board/")
    show("head", f"mobilities/{m.public_id}/suitability/opinion/")
    show("head", f"mobilities/{m.public_id}/")
    show("secretary", f"mobilities/{m.public_id}/suitability/decide/")
    with house.scope():
        for who, cap, v in (
            ("head", Capacity.HEAD, "fits"),
            ("faculty_office", Capacity.FACULTY_OFFICE, "changes"),
            ("secretary", Capacity.SECRETARY, "fits"),
        ):
            operations.give_opinion(
                mobility=s.fresh(m), actor=s.actor(who), as_=cap, verdict=v, reasons="Ker."
            )
        settle()
    show("secretary", f"mobilities/{m.public_id}/suitability/decide/")
    with house.scope():
        operations.decide_suitability(
            mobility=s.fresh(m), actor=s.actor("secretary"), outcome="changes", reasons="R.", conditions="C."
        )
        settle()
        print([(n.kind, n.subject) for n in SentNotice.objects.all()])
        print(IssuedDocument.objects.values_list("kind", "language"))
        print(s.fresh(m).met, s.fresh(m).stage)
    show("applicant0", f"mobilities/{m.public_id}/suitability/adapt/")
    show("applicant0", f"mobilities/{m.public_id}/")
    with house.scope():
        for n in SentNotice.objects.all():
            print("-----", n.subject)
            print(n.text)
