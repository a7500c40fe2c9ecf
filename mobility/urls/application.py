from django.urls import path

from mobility.views.application import Edit, Preview, ProposeHost, Receipt, Submit, TakeBack, Withdraw
from mobility.views.checking import CheckApplication
from mobility.views.inclusion import ReadNeed, StateNeed, TakeBackNeed
from mobility.views.papers import Paper
from mobility.views.section import SectionView

app_name = "application"
urlpatterns = [
    path("", Edit.as_view(), name="edit"),
    path("preview/", Preview.as_view(), name="preview"),
    path("submit/", Submit.as_view(), name="submit"),
    path("receipt/", Receipt.as_view(), name="receipt"),
    path("take-back/", TakeBack.as_view(), name="take_back"),
    path("withdraw/", Withdraw.as_view(), name="withdraw"),
    path("check/", CheckApplication.as_view(), name="check"),
    path("host/propose/", ProposeHost.as_view(), name="propose_host"),
    path("inclusion/", StateNeed.as_view(), name="inclusion"),
    path("inclusion/take-back/", TakeBackNeed.as_view(), name="take_back_inclusion"),
    path("inclusion/read/", ReadNeed.as_view(), name="read_inclusion"),
    path("papers/<uuid:paper>/", Paper.as_view(), name="paper"),
    path("<slug:section>/", SectionView.as_view(), name="section"),
]
