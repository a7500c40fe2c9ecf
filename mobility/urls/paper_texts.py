from django.urls import path

from mobility.views.editions import ChooseEditions
from mobility.views.letterhead import ChangeLetterhead
from mobility.views.paper_texts import ChangeTexts, TextList
from mobility.views.signing_rules import ChangeSigningRules

app_name = "paper_texts"
urlpatterns = [
    path("texts-of-papers/", TextList.as_view(), name="list"),
    path("<slug:member>/letterhead/", ChangeLetterhead.as_view(), name="letterhead"),
    path("<slug:member>/signing-rules/", ChangeSigningRules.as_view(), name="signing_rules"),
    path("<slug:member>/files-of-papers/", ChooseEditions.as_view(), name="editions"),
    path("<slug:member>/texts-of-papers/<slug:kind>/", ChangeTexts.as_view(), name="change"),
]
